package io.gatehouse.adapter.liverouter.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.Orders;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes late about orders that the router does not keep in memory any more. */
class LateWordsTest {

    private static final int KEPT = 10;
    private static final int ORDERS = Boolean.getBoolean("gatehouse.campaign") ? 1_000_000 : 200;

    private final TestBench bench = new TestBench();
    private final Router router = resume(List.of());

    private Router resume(List<OrderEvent> events) {
        bench.directory = new OrderDirectory();
        return Router.resume(bench.setup("g"), events, KEPT);
    }

    private void trade(int from, int to) {
        for (int i = from; i < to; i++) {
            bench.first.takes(OrderStatus.FILLED, 100);
            assertThat(router.submit(Orders.parent("p" + i, OrderType.LIMIT, 100)))
                    .isInstanceOf(Submission.Done.class);
            bench.pass(java.time.Duration.ofSeconds(1));
            if (to > 1_000) {
                // the test's own records would be the memory that is measured
                bench.log.clear();
                bench.journal.clear();
                bench.appends.clear();
                bench.first.placed.clear();
                bench.guard.told.clear();
            }
        }
    }

    @Test
    void shouldTakeARepeatedWordForWhatItIsAndHaltUponAnother() {
        trade(0, ORDERS);
        assertThat(router.ledger().children()).hasSizeLessThanOrEqualTo(KEPT + 1);
        assertThat(bench.directory.parent("p0")).isEmpty();
        int recorded = bench.journal.size();

        for (int i = 1; i <= Math.min(ORDERS, 200) - KEPT; i++) {
            router.heard(Orders.FIRST, report(i, OrderStatus.FILLED, 100));
        }
        assertThat(bench.halts).isEmpty();
        assertThat(bench.journal).hasSize(recorded);

        router.heard(Orders.FIRST, report(1, OrderStatus.FILLED, 110));
        assertThat(bench.halts).containsExactly("ended-otherwise");
        assertThat(router.halted()).isTrue();
    }

    @Test
    void shouldAskTheVenueAboutAWordThatMayBeOlderThanTheEnd() {
        trade(0, 200);
        bench.first.finds(OrderStatus.FILLED, 100, 100);
        router.heard(Orders.FIRST, report(1, OrderStatus.OPEN, 0));
        router.heard(Orders.FIRST, report(2, OrderStatus.OPEN, 0)); // and does not answer
        assertThat(bench.first.asked).containsExactly(id(1), id(2));
        assertThat(bench.halts).isEmpty();

        bench.first.finds(OrderStatus.PARTIALLY_FILLED, 100, 50);
        router.heard(Orders.FIRST, report(3, OrderStatus.OPEN, 0));
        assertThat(bench.halts).containsExactly("ended-otherwise");
    }

    @Test
    void shouldNeitherAdoptNorCallForeignWhatAVenueStillLists() {
        trade(0, 200);
        bench.first.open.add(report(1, OrderStatus.OPEN, 0));
        bench.first.finds(OrderStatus.FILLED, 100, 100);

        PollReport polled = router.poll();

        assertThat(polled.foreign()).isZero();
        assertThat(polled.resting()).isZero();
        assertThat(bench.halts).isEmpty();
        assertThat(bench.first.cancelled).isEmpty();
        assertThat(bench.journal).noneMatch(OrderEvent.ForeignSeen.class::isInstance);
    }

    @Test
    void shouldStillHaltUponAnIdNeverReservedAndReportAForeignOne() {
        trade(0, 200);
        bench.first.open.add(Orders.report("other-1", OrderStatus.OPEN, 100, 0));
        assertThat(router.poll().foreign()).isEqualTo(1);

        router.heard(Orders.SECOND, report(1, OrderStatus.FILLED, 100));
        router.heard(Orders.FIRST, report(100_000_000, OrderStatus.OPEN, 0));
        assertThat(bench.halts).containsExactly("wrong-venue", "unknown-order");
    }

    @Test
    void shouldSendNothingUnderAnIdThatEndedLongAgo() {
        trade(0, 200);
        int placed = bench.first.placed.size();

        for (Submission told :
                List.of(
                        router.submit(Orders.parent("p1", OrderType.LIMIT, 100)),
                        router.submit(Orders.parent("p1", OrderType.LIMIT, 50)),
                        router.cancel("p1"),
                        router.status("p1"))) {
            assertThat(((Submission.Refused) told).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.code()).isEqualTo("ended"));
        }
        assertThat(bench.first.placed).hasSize(placed);
        assertThat(bench.first.cancelled).isEmpty();
    }

    @Test
    void shouldKnowTheSameAfterARestart() {
        trade(0, 200);
        Router again = resume(List.copyOf(bench.journal));

        assertThat(again.ledger().children()).hasSizeLessThanOrEqualTo(KEPT + 1);
        assertThat(again.submit(Orders.parent("p1", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Refused.class);
        again.submit(Orders.parent("new", OrderType.LIMIT, 100));
        assertThat(bench.first.placed.get(200).id()).isEqualTo(id(201));
        again.heard(Orders.FIRST, report(1, OrderStatus.FILLED, 100));
        assertThat(bench.halts).isEmpty();
        again.heard(Orders.FIRST, report(1, OrderStatus.FILLED, 101));
        assertThat(bench.halts).containsExactly("ended-otherwise");
    }

    @Test
    void shouldKeepAnOrderThatEndedUnfilledUntilItsVenueWasAskedOnceMore() {
        bench.first.places.add(
                order ->
                        new Outcome.Accepted(
                                TestBench.FakeVenue.report(order, OrderStatus.EXPIRED, 40)));
        router.submit(Orders.parent("short", OrderType.LIMIT, 100));
        trade(0, 100);
        assertThat(router.ledger().child(id(1))).isPresent();

        bench.first.finds(OrderStatus.EXPIRED, 100, 40);
        router.poll();
        assertThat(bench.first.asked).containsExactly(id(1));
        trade(100, 150);
        assertThat(router.ledger().child(id(1))).isEmpty();
        assertThat(bench.halts).isEmpty();
    }

    private static ClientOrderId id(int number) {
        return new ClientOrderId("g-" + number);
    }

    private static OrderReport report(int number, OrderStatus status, long filled) {
        return Orders.report("g-" + number, status, 100, filled);
    }
}
