package io.gatehouse.adapter.liverouter.route;

import static io.gatehouse.adapter.liverouter.ledger.Orders.parent;
import static io.gatehouse.adapter.liverouter.ledger.Orders.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.Orders;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Outcome.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comparisons with the venues, and what a restart makes of a journal. */
class ReconciliationTest {

    private final TestBench bench = new TestBench();

    @Test
    void shouldFindALostFillOfARestingOrderInTheList() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.open.add(report("g-1", OrderStatus.PARTIALLY_FILLED, 100, 40));

        PollReport report = router.poll();

        assertThat(report).isEqualTo(new PollReport(0, 1, 0, 0));
        assertThat(router.status("p")).isEqualTo(working(40));
        assertThat(bench.guard.told).containsExactly("sent g-1", "filled g-1 40 for 4000");
    }

    @Test
    void shouldAskForARestingOrderThatIsNotInTheList() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.finds(OrderStatus.FILLED, 100, 100);

        assertThat(router.poll()).isEqualTo(new PollReport(0, 0, 0, 0));
        assertThat(router.status("p")).isEqualTo(new Submission.Done("p", 100, 100, List.of()));
    }

    @Test
    void shouldJournalNothingWhenNothingIsNew() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.open.add(report("g-1", OrderStatus.OPEN, 100, 0));
        int before = bench.journal.size();

        router.poll();
        router.poll();

        assertThat(bench.journal).hasSize(before);
    }

    @Test
    void shouldReportAForeignOrderOnceAndNeverTouchIt() {
        bench.second.open.add(report("other-7", OrderStatus.OPEN, 10, 0));
        Router router = bench.router();

        assertThat(router.poll().foreign()).isEqualTo(1);
        assertThat(router.poll().foreign()).isZero();
        assertThat(bench.router(List.copyOf(bench.journal)).poll().foreign()).isZero();

        assertThat(bench.journal).hasSize(1).first().isInstanceOf(OrderEvent.ForeignSeen.class);
        assertThat(bench.second.cancelled).isEmpty();
        assertThat(bench.halts).isEmpty();
    }

    @Test
    void shouldHaltUponAnOrderOfItsOwnNameThatItNeverSent() {
        bench.second.open.add(report("g-77", OrderStatus.OPEN, 10, 0));
        Router router = bench.router();

        router.poll();
        router.poll();

        assertThat(bench.halts).containsExactly("unknown-order");
        assertThat(router.halted()).isTrue();
    }

    @Test
    void shouldHaltUponAnOrderThatRestsWhereItWasNotSent() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.open.add(report("g-1", OrderStatus.OPEN, 100, 0));
        bench.third.open.add(report("g-1", OrderStatus.OPEN, 100, 0));

        router.poll();

        assertThat(bench.halts).containsExactly("wrong-venue");
    }

    @Test
    void shouldHaltUponAnEndedOrderThatRests() {
        bench.first.takes(OrderStatus.CANCELLED, 0);
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.open.add(report("g-1", OrderStatus.OPEN, 100, 0));

        router.poll();

        assertThat(bench.halts).containsExactly("reopened");
    }

    @Test
    void shouldLookOnceMoreAtARefusedOrder() {
        bench.fallback = false;
        bench.first.refuses(Refusal.TRANSIENT).finds(OrderStatus.FILLED, 100, 100);
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));

        router.poll();
        router.poll();

        assertThat(bench.halts).containsExactly("alive-after-refusal");
        assertThat(bench.first.asked).hasSize(1);
    }

    @Test
    void shouldHaltUponAnAcceptedOrderThatItsVenueForgot() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.knowsNothing(bench.proof()).knowsNothing(bench.proof());

        router.poll();
        router.poll();

        assertThat(bench.halts).containsExactly("absent-but-known");
    }

    @Test
    void shouldCountWhatItIsToldTwiceOnce() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));

        router.heard(Orders.FIRST, report("g-1", OrderStatus.PARTIALLY_FILLED, 100, 40));
        router.heard(Orders.FIRST, report("g-1", OrderStatus.PARTIALLY_FILLED, 100, 40));

        assertThat(router.status("p")).isEqualTo(working(40));
        assertThat(bench.halts).isEmpty();
    }

    @Test
    void shouldAskWhenAnOldMessageComesLate() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        router.heard(Orders.FIRST, report("g-1", OrderStatus.FILLED, 100, 100));
        bench.first.finds(OrderStatus.FILLED, 100, 100);

        router.heard(Orders.FIRST, report("g-1", OrderStatus.OPEN, 100, 0));

        assertThat(bench.first.asked).hasSize(1);
        assertThat(bench.halts).isEmpty();
        assertThat(router.status("p")).isEqualTo(new Submission.Done("p", 100, 100, List.of()));
    }

    @Test
    void shouldTellForeignMessagesFromContradictions() {
        Router router = bench.router();

        router.heard(Orders.FIRST, report("other-1", OrderStatus.OPEN, 10, 0));
        assertThat(bench.halts).isEmpty();

        router.heard(Orders.FIRST, report("g-9", OrderStatus.OPEN, 10, 0));
        assertThat(bench.halts).containsExactly("unknown-order");
    }

    @Test
    void shouldHoldAReservedOrderForPendingAfterARestart() {
        bench.router().submit(parent("p", OrderType.LIMIT, 100));
        List<OrderEvent> crashed = bench.journal.subList(0, 2);
        assertThat(crashed.get(1)).isInstanceOf(OrderEvent.Reserved.class);

        Router router = bench.router(List.copyOf(crashed));

        assertThat(router.submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Pending.class);
        bench.first.finds(OrderStatus.FILLED, 100, 100);
        router.poll();
        assertThat(router.status("p")).isEqualTo(new Submission.Done("p", 100, 100, List.of()));
        assertThat(bench.first.placed).hasSize(1);
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldSendNothingMoreForAnOrderOfBeforeTheRestart() {
        bench.router().submit(parent("p", OrderType.LIMIT, 100));
        List<OrderEvent> crashed = List.copyOf(bench.journal.subList(0, 2));
        bench.first.knowsNothing(bench.proof());

        Router router = bench.router(crashed);
        router.poll();

        assertThat(router.status("p")).isInstanceOf(Submission.Refused.class);
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldEndAnOrderThatWasTakenAndNeverReserved() {
        bench.router().submit(parent("p", OrderType.LIMIT, 100));
        List<OrderEvent> torn = List.copyOf(bench.journal.subList(0, 1));

        Submission result = bench.router(torn).submit(parent("p", OrderType.LIMIT, 100));

        assertThat(result).isInstanceOf(Submission.Refused.class);
        assertThat(((Submission.Refused) result).findings().get(0).observed())
                .isEqualTo("not-sent");
        assertThat(bench.first.placed).hasSize(1);
    }

    @Test
    void shouldHaltUponAContradictionThatTheCrashKeptFromBeingRecorded() {
        bench.first.places.add(
                order ->
                        new Outcome.Accepted(
                                report(order.id().value(), OrderStatus.FILLED, 100, 110)));
        bench.router().submit(parent("p", OrderType.LIMIT, 100));
        assertThat(bench.halts).containsExactly("overfill", "parent-overfill");
        List<OrderEvent> before =
                bench.journal.stream()
                        .filter(event -> !(event instanceof OrderEvent.Contradiction))
                        .toList();
        List<OrderEvent> whole = List.copyOf(bench.journal);
        bench.halts.clear();

        assertThat(bench.router(before).halted()).isTrue();
        assertThat(bench.halts).containsExactly("overfill", "parent-overfill");

        bench.halts.clear();
        assertThat(bench.router(whole).halted()).as("a person has judged it").isFalse();
    }

    private static Submission working(long filled) {
        return new Submission.Working(
                "p", new io.gatehouse.adapter.liverouter.order.ClientOrderId("g-1"), filled);
    }
}
