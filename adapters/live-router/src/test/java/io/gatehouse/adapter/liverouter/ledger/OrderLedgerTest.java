package io.gatehouse.adapter.liverouter.ledger;

import static io.gatehouse.adapter.liverouter.ledger.Orders.NOW;
import static io.gatehouse.adapter.liverouter.ledger.Orders.child;
import static io.gatehouse.adapter.liverouter.ledger.Orders.parent;
import static io.gatehouse.adapter.liverouter.ledger.Orders.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderLedgerTest {

    private static final ClientOrderId ID = new ClientOrderId("g-1");

    private final OrderLedger ledger = new OrderLedger();

    @BeforeEach
    void reserve() {
        apply(new OrderEvent.ParentTaken(NOW, parent("p", OrderType.LIMIT, 100)));
        assertThat(apply(new OrderEvent.Reserved(NOW, child("g-1", "p", 100)))).isEmpty();
    }

    @Test
    void shouldHoldAReservedOrderForUnresolved() {
        assertThat(state()).isEqualTo(ChildState.RESERVED);
        assertThat(ledger.unresolved()).hasSize(1);
        assertThat(ledger.parent("p").orElseThrow().unassigned()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN,0,OPEN",
        "OPEN,20,PARTIALLY_FILLED",
        "PARTIALLY_FILLED,20,PARTIALLY_FILLED",
        "FILLED,100,FILLED",
        "PARTIALLY_FILLED,100,FILLED",
        "CANCELLED,20,CANCELLED",
        "EXPIRED,0,EXPIRED"
    })
    void shouldTakeAVenuesWord(OrderStatus status, long filled, ChildState expected) {
        assertThat(reported(status, filled)).isEmpty();

        assertThat(state()).isEqualTo(expected);
        ParentEntry parent = ledger.parent("p").orElseThrow();
        assertThat(parent.filled()).isEqualTo(filled);
        assertThat(parent.mayFill()).isEqualTo(expected.live() ? 100 - filled : 0);
        assertThat(ledger.resting()).hasSize(expected.resting() ? 1 : 0);
        assertThat(ledger.unresolved()).isEmpty();
        assertThat(ledger.active()).hasSize(filled == 100 ? 0 : 1);
    }

    @Test
    void shouldFreeTheQuantityOfARefusedAndOfAnAbsentOrder() {
        refused(Outcome.Refusal.PERMANENT);
        assertThat(ledger.child(ID).orElseThrow().refusedForGood()).isTrue();
        apply(new OrderEvent.Reserved(NOW, child("g-2", "p", 100)));
        apply(new OrderEvent.ProvenAbsent(NOW, new ClientOrderId("g-2"), NOW));

        ParentEntry parent = ledger.parent("p").orElseThrow();
        assertThat(parent.unassigned()).isEqualTo(100);
        assertThat(parent.children()).isEqualTo(2);
        assertThat(ledger.unresolved()).isEmpty();
    }

    @Test
    void shouldFindAnOverfill() {
        assertThat(codes(reported(OrderStatus.FILLED, 110)))
                .containsExactly("overfill", "parent-overfill");
    }

    @Test
    void shouldFindThatChildrenTogetherFillMoreThanTheirOrder() {
        refused(Outcome.Refusal.TRANSIENT);
        apply(new OrderEvent.Reserved(NOW, child("g-2", "p", 100)));
        apply(new OrderEvent.Reported(NOW, report("g-2", OrderStatus.FILLED, 100, 100)));

        assertThat(codes(reported(OrderStatus.FILLED, 100)))
                .containsExactly("alive-after-refusal", "parent-overfill");
        assertThat(ledger.parent("p").orElseThrow().filled()).isEqualTo(200);
    }

    @Test
    void shouldFindAnOrderThatPromisesMoreThanItsParent() {
        assertThat(codes(apply(new OrderEvent.Reserved(NOW, child("g-2", "p", 10)))))
                .containsExactly("overcommitted");
    }

    @Test
    void shouldFindAShrinkingFillAndKeepTheGreater() {
        reported(OrderStatus.PARTIALLY_FILLED, 50);

        assertThat(codes(reported(OrderStatus.PARTIALLY_FILLED, 40)))
                .containsExactly("shrunk-fill");
        assertThat(ledger.child(ID).orElseThrow().filled()).isEqualTo(50);
    }

    @Test
    void shouldFindAFillAfterTheEndAndAnOrderThatComesBack() {
        reported(OrderStatus.CANCELLED, 0);

        assertThat(codes(reported(OrderStatus.CANCELLED, 10))).containsExactly("fill-after-end");
        assertThat(codes(reported(OrderStatus.OPEN, 10))).containsExactly("reopened");
    }

    @Test
    void shouldFindAnOrderThatIsThereAfterItsAbsenceWasProven() {
        apply(new OrderEvent.ProvenAbsent(NOW, ID, NOW));

        assertThat(codes(reported(OrderStatus.OPEN, 0))).containsExactly("alive-after-absence");
        assertThat(state()).isEqualTo(ChildState.OPEN);
    }

    @Test
    void shouldFindRefusalsAndAbsencesOfWhatTheVenueHasAccepted() {
        reported(OrderStatus.OPEN, 0);

        assertThat(codes(refused(Outcome.Refusal.TRANSIENT))).containsExactly("refused-but-known");
        assertThat(codes(apply(new OrderEvent.ProvenAbsent(NOW, ID, NOW))))
                .containsExactly("absent-but-known");
        assertThat(state()).isEqualTo(ChildState.OPEN);
    }

    @Test
    void shouldFindAnotherQuantityAndAFilledOrderThatIsShort() {
        assertThat(
                        codes(
                                apply(
                                        new OrderEvent.Reported(
                                                NOW, report("g-1", OrderStatus.OPEN, 90, 0)))))
                .containsExactly("quantity-differs");
        assertThat(codes(reported(OrderStatus.FILLED, 90))).containsExactly("quantity-differs");
    }

    @Test
    void shouldFindAnAnswerForAnotherOrderAndLearnNothingFromIt() {
        Outcome other = new Outcome.Accepted(report("g-9", OrderStatus.FILLED, 100, 100));

        assertThat(codes(apply(new OrderEvent.Answered(NOW, ID, other))))
                .containsExactly("answer-for-another");
        assertThat(state()).isEqualTo(ChildState.UNKNOWN);
    }

    @Test
    void shouldFindFactsAboutOrdersNeverReserved() {
        ClientOrderId other = new ClientOrderId("g-9");
        Outcome unknown = new Outcome.Unknown(Outcome.Doubt.TIMEOUT, "");

        assertThat(
                        List.of(
                                new OrderEvent.Answered(NOW, other, unknown),
                                new OrderEvent.Reported(
                                        NOW, report("g-9", OrderStatus.OPEN, 10, 0)),
                                new OrderEvent.ProvenAbsent(NOW, other, NOW),
                                new OrderEvent.CancelAsked(NOW, other)))
                .allSatisfy(
                        event -> assertThat(codes(apply(event))).containsExactly("unknown-order"));
    }

    @Test
    void shouldFindReusedIdsAndUnknownParents() {
        assertThat(codes(apply(new OrderEvent.Reserved(NOW, child("g-1", "p", 10)))))
                .containsExactly("id-reused");
        assertThat(codes(apply(new OrderEvent.Reserved(NOW, child("g-2", "q", 10)))))
                .containsExactly("parent-unknown");
        assertThat(codes(apply(new OrderEvent.ParentTaken(NOW, parent("p", OrderType.LIMIT, 50)))))
                .containsExactly("parent-reused");
    }

    @Test
    void shouldSurviveNumbersThatDoNotAddUp() {
        apply(new OrderEvent.Reported(NOW, huge("g-1")));
        apply(new OrderEvent.Reserved(NOW, child("g-2", "p", 10)));

        assertThat(codes(apply(new OrderEvent.Reported(NOW, huge("g-2"))))).contains("overfill");
        assertThat(ledger.parent("p").orElseThrow().filled()).isEqualTo(Long.MAX_VALUE);
        assertThat(ledger.parent("p").orElseThrow().unassigned()).isZero();
    }

    private static OrderReport huge(String id) {
        return new OrderReport(
                new ClientOrderId(id),
                "v",
                OrderStatus.FILLED,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE);
    }

    @Test
    void shouldCountOrdersThatEndInARowWithoutAFill() {
        reported(OrderStatus.EXPIRED, 0);
        apply(new OrderEvent.Reserved(NOW, child("g-2", "p", 100)));
        apply(new OrderEvent.Reported(NOW, report("g-2", OrderStatus.EXPIRED, 100, 0)));
        assertThat(ledger.unfilledInRow()).isEqualTo(2);

        apply(new OrderEvent.Reserved(NOW, child("g-3", "p", 100)));
        apply(new OrderEvent.CancelAsked(NOW, new ClientOrderId("g-3")));
        apply(new OrderEvent.Reported(NOW, report("g-3", OrderStatus.CANCELLED, 100, 0)));
        assertThat(ledger.unfilledInRow()).as("asked for").isEqualTo(2);

        apply(new OrderEvent.Reserved(NOW, child("g-4", "p", 100)));
        apply(new OrderEvent.Reported(NOW, report("g-4", OrderStatus.EXPIRED, 100, 10)));
        assertThat(ledger.unfilledInRow()).isZero();
    }

    @Test
    void shouldKnowTheGreatestNumberOfItsPrefixAlone() {
        apply(new OrderEvent.ParentTaken(NOW, parent("q", OrderType.LIMIT, 100)));
        apply(new OrderEvent.Reserved(NOW, child("g-17", "q", 10)));
        apply(new OrderEvent.Reserved(NOW, child("gg-99", "q", 10)));
        apply(new OrderEvent.Reserved(NOW, child("g-x", "q", 10)));

        assertThat(ledger.highestNumber("g")).isEqualTo(17);
        assertThat(ledger.highestNumber("h")).isZero();
    }

    /** Random histories, contradictory ones too: read again from any point they end alike. */
    @Test
    void shouldBeTheSameWhenItsEventsAreReadAgain() {
        long seed = 20_260_302L;
        SplittableRandom random = new SplittableRandom(seed);
        int histories = Boolean.getBoolean("gatehouse.campaign") ? 20_000 : 1_000;
        for (int i = 0; i < histories; i++) {
            List<OrderEvent> events = new ArrayList<>();
            OrderLedger lived = new OrderLedger();
            for (int step = 0; step < 40; step++) {
                OrderEvent event = random(random);
                events.add(event);
                for (OrderEvent.Contradiction found : lived.apply(event)) {
                    events.add(found);
                    lived.apply(found);
                }
            }
            OrderLedger read = new OrderLedger();
            events.forEach(read::apply);
            assertThat(picture(read)).as("seed %d, history %d", seed, i).isEqualTo(picture(lived));
            assertThat(read.contradictions()).isEqualTo(lived.contradictions());
            balanced(read);
        }
    }

    private static void balanced(OrderLedger ledger) {
        for (ChildEntry child : ledger.children()) {
            assertThat(ledger.unresolved().contains(child)).isEqualTo(child.state().unresolved());
            assertThat(ledger.resting().contains(child)).isEqualTo(child.state().resting());
        }
        for (String id : List.of("p0", "p1")) {
            ledger.parent(id)
                    .ifPresent(
                            parent ->
                                    assertThat(parent.filled())
                                            .isEqualTo(
                                                    ledger.children().stream()
                                                            .filter(c -> c.parent() == parent)
                                                            .mapToLong(ChildEntry::filled)
                                                            .sum()));
        }
    }

    private static String picture(OrderLedger ledger) {
        List<String> lines = new ArrayList<>();
        ledger.children().forEach(child -> lines.add(child + " " + child.parent()));
        ledger.active().forEach(parent -> lines.add("active " + parent));
        lines.sort(null);
        return String.join("\n", lines) + ledger.unfilledInRow();
    }

    private static OrderEvent random(SplittableRandom random) {
        String id = "g-" + random.nextInt(6);
        ClientOrderId client = new ClientOrderId(id);
        String parent = "p" + random.nextInt(2);
        OrderStatus[] statuses = OrderStatus.values();
        OrderReport report =
                report(id, statuses[random.nextInt(statuses.length)], 50, 10L * random.nextInt(7));
        return switch (random.nextInt(9)) {
            case 0 -> new OrderEvent.ParentTaken(NOW, parent(parent, OrderType.LIMIT, 100));
            case 1, 2 -> new OrderEvent.Reserved(NOW, child(id, parent, 50));
            case 3 -> new OrderEvent.Answered(NOW, client, new Outcome.Accepted(report));
            case 4 ->
                    new OrderEvent.Answered(
                            NOW, client, new Outcome.Unknown(Outcome.Doubt.TIMEOUT, ""));
            case 5 ->
                    new OrderEvent.Answered(
                            NOW, client, new Outcome.Refused(Outcome.Refusal.TRANSIENT, "x", ""));
            case 6 -> new OrderEvent.ProvenAbsent(NOW, client, NOW);
            case 7 -> new OrderEvent.CancelAsked(NOW, client);
            default -> new OrderEvent.Reported(NOW, report);
        };
    }

    private List<OrderEvent.Contradiction> apply(OrderEvent event) {
        return ledger.apply(event);
    }

    private List<OrderEvent.Contradiction> reported(OrderStatus status, long filled) {
        return apply(new OrderEvent.Reported(NOW, report("g-1", status, 100, filled)));
    }

    private List<OrderEvent.Contradiction> refused(Outcome.Refusal refusal) {
        return apply(new OrderEvent.Answered(NOW, ID, new Outcome.Refused(refusal, "-1013", "")));
    }

    private ChildState state() {
        return ledger.child(ID).orElseThrow().state();
    }

    private static List<String> codes(List<OrderEvent.Contradiction> found) {
        return found.stream().map(OrderEvent.Contradiction::code).toList();
    }
}
