package io.gatehouse.adapter.liverouter.ledger;

import static io.gatehouse.adapter.liverouter.ledger.Orders.NOW;
import static io.gatehouse.adapter.liverouter.ledger.Orders.child;
import static io.gatehouse.adapter.liverouter.ledger.Orders.parent;
import static io.gatehouse.adapter.liverouter.ledger.Orders.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedOrdersTest {

    private static final int KEPT = 1_000;
    private static final int MILLION = 1_000_000;

    private long gone;
    private final OrderLedger ledger = new OrderLedger(KEPT, order -> gone++);

    @Test
    void shouldKeepAMillionOrdersInTwentySomeBytesEach() {
        int first = MILLION / 10;
        trade(1, first);
        long before = heap();
        trade(first + 1, MILLION);
        long each = (heap() - before) / (MILLION - first);

        assertThat(ledger.children()).hasSizeLessThanOrEqualTo(KEPT + 1);
        assertThat(gone).isEqualTo(MILLION - KEPT);
        assertThat(ledger.highestNumber("g")).isEqualTo(MILLION);
        System.out.println(each + " bytes for each order that ended");
        assertThat(each).isLessThan(48);
        for (int i = 1; i < MILLION - KEPT; i += 997) {
            EndedOrder ended = ledger.ended(id(i)).orElseThrow();
            assertThat(ended.agrees(report("g-" + i, OrderStatus.FILLED, 100, 100))).isTrue();
            assertThat(ended.agrees(report("g-" + i, OrderStatus.FILLED, 100, 101))).isFalse();
            assertThat(ended.agrees(report("g-" + i, OrderStatus.CANCELLED, 100, 90))).isFalse();
            assertThat(ended.agrees(report("g-" + i, OrderStatus.OPEN, 100, 0))).isFalse();
            assertThat(ledger.ended("p" + i)).isTrue();
        }
        assertThat(ledger.ended("p" + (MILLION + 1))).isFalse();
        assertThat(ledger.ended(id(MILLION + 1))).isEmpty();
    }

    @Test
    void shouldTakeNoUsedIdAgain() {
        trade(1, 2 * KEPT);

        assertThat(codes(new OrderEvent.ParentTaken(NOW, parent("p1", OrderType.LIMIT, 1))))
                .containsExactly("parent-reused");
        ledger.apply(new OrderEvent.ParentTaken(NOW, parent("fresh", OrderType.LIMIT, 100)));
        assertThat(codes(new OrderEvent.Reserved(NOW, child("g-1", "fresh", 100))))
                .containsExactly("id-reused");
    }

    @Test
    void shouldCompareEachLateEventWithTheEndThatWasKnown() {
        trade(1, 2 * KEPT);
        Outcome refused = new Outcome.Refused(Outcome.Refusal.PERMANENT, "code", "");
        Outcome filled = new Outcome.Accepted(report("g-1", OrderStatus.FILLED, 100, 100));
        Outcome open = new Outcome.Accepted(report("g-1", OrderStatus.OPEN, 100, 0));
        Outcome unknown = new Outcome.Unknown(Outcome.Doubt.TIMEOUT, "");

        assertThat(codes(new OrderEvent.CancelAsked(NOW, id(1)))).isEmpty();
        assertThat(codes(new OrderEvent.Answered(NOW, id(1), filled))).isEmpty();
        assertThat(codes(new OrderEvent.Answered(NOW, id(1), unknown))).isEmpty();
        assertThat(codes(new OrderEvent.Reported(NOW, report("g-1", OrderStatus.FILLED, 100, 100))))
                .isEmpty();
        for (OrderEvent other :
                List.of(
                        new OrderEvent.Answered(NOW, id(1), open),
                        new OrderEvent.Answered(NOW, id(1), refused),
                        new OrderEvent.ProvenAbsent(NOW, id(1), NOW),
                        new OrderEvent.Reported(
                                NOW, report("g-1", OrderStatus.FILLED, 100, 101)))) {
            assertThat(codes(other)).containsExactly("ended-otherwise");
        }
    }

    @Test
    void shouldKeepWhatIsStillToBeAskedAboutAndWhatHasNoNumber() {
        ledger.apply(new OrderEvent.ParentTaken(NOW, parent("odd", OrderType.LIMIT, 100)));
        ledger.apply(new OrderEvent.Reserved(NOW, child("g-x", "odd", 100)));
        ledger.apply(new OrderEvent.Reported(NOW, report("g-x", OrderStatus.FILLED, 100, 100)));
        trade(1, 1);
        ledger.child(id(1)).orElseThrow().await(true);
        trade(2, 3 * KEPT);

        assertThat(ledger.child(new ClientOrderId("g-x"))).isPresent();
        assertThat(ledger.child(id(1))).isPresent();
        assertThat(ledger.child(id(2))).isEmpty();
        ledger.child(id(1)).orElseThrow().await(false);
        trade(3 * KEPT + 1, 6 * KEPT);
        assertThat(ledger.child(id(1))).isEmpty();
        assertThat(ledger.ended(id(1))).isPresent();
    }

    private void trade(int from, int to) {
        for (int i = from; i <= to; i++) {
            ledger.apply(new OrderEvent.ParentTaken(NOW, parent("p" + i, OrderType.LIMIT, 100)));
            ledger.apply(new OrderEvent.Reserved(NOW, child("g-" + i, "p" + i, 100)));
            List<OrderEvent.Contradiction> found =
                    ledger.apply(
                            new OrderEvent.Answered(
                                    NOW,
                                    id(i),
                                    new Outcome.Accepted(
                                            report("g-" + i, OrderStatus.FILLED, 100, 100))));
            assertThat(found.isEmpty()).isTrue();
        }
    }

    private List<String> codes(OrderEvent event) {
        return ledger.apply(event).stream().map(OrderEvent.Contradiction::code).toList();
    }

    private static ClientOrderId id(int number) {
        return new ClientOrderId("g-" + number);
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
