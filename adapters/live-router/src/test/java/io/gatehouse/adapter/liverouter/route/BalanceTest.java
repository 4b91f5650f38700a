package io.gatehouse.adapter.liverouter.route;

import static io.gatehouse.adapter.liverouter.ledger.Orders.parent;
import static io.gatehouse.adapter.liverouter.ledger.Orders.report;
import static io.gatehouse.adapter.liverouter.route.RouterTest.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.Orders;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The router stops itself: children against their order, contradictions, a failed journal. */
class BalanceTest {

    private final TestBench bench = new TestBench();

    @Test
    void shouldHaltWhenAnOrderHasHadAllItsChildren() {
        bench.limits = new RouteLimits(2, 1_000);
        bench.first.takes(OrderStatus.EXPIRED, 0);
        bench.second.takes(OrderStatus.EXPIRED, 0);

        Submission result = bench.router().submit(parent("p", OrderType.IMMEDIATE_OR_CANCEL, 100));

        assertThat(codes(result)).containsExactly("child-limit");
        assertThat(bench.halts).containsExactly("child-limit");
        assertThat(bench.third.placed).isEmpty();
    }

    @Test
    void shouldHaltWhenItSeesNoFillsAtAll() {
        bench.limits = new RouteLimits(4, 5);
        bench.fallback = false;
        for (int i = 0; i < 10; i++) {
            bench.first.takes(OrderStatus.EXPIRED, 0);
        }
        Router router = bench.router();

        for (int i = 0; i < 10; i++) {
            router.submit(parent("p" + i, OrderType.IMMEDIATE_OR_CANCEL, 100));
        }

        assertThat(bench.first.placed).hasSize(5);
        assertThat(bench.halts).containsExactly("blind");
        assertThat(codes(router.submit(parent("q", OrderType.IMMEDIATE_OR_CANCEL, 100))))
                .containsExactly("halted");

        router.rearm();
        router.submit(parent("r", OrderType.IMMEDIATE_OR_CANCEL, 100));
        assertThat(bench.first.placed).hasSize(6);
    }

    @Test
    void shouldStayBlindOverARestart() {
        bench.limits = new RouteLimits(4, 1);
        bench.fallback = false;
        bench.first.takes(OrderStatus.EXPIRED, 0);
        bench.router().submit(parent("p", OrderType.IMMEDIATE_OR_CANCEL, 100));

        Router router = bench.router(List.copyOf(bench.journal));

        assertThat(codes(router.submit(parent("q", OrderType.IMMEDIATE_OR_CANCEL, 100))))
                .containsExactly("halted");
        assertThat(bench.halts).containsExactly("blind");
    }

    @Test
    void shouldHaltUponAnOverfillAndLetClosingOrdersPass() {
        bench.first.places.add(
                order ->
                        new Outcome.Accepted(
                                report(order.id().value(), OrderStatus.FILLED, 100, 110)));
        Router router = bench.router();

        router.submit(parent("p", OrderType.LIMIT, 100));

        assertThat(bench.halts).containsExactly("overfill", "parent-overfill");
        assertThat(codes(router.submit(parent("q", OrderType.LIMIT, 100))))
                .containsExactly("halted");
        assertThat(router.submit(closing())).isInstanceOf(Submission.Working.class);
        router.rearm();
        assertThat(router.submit(parent("s", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Working.class);
    }

    private static ParentOrder closing() {
        return new ParentOrder(
                "c", Orders.BTC, "balanced", "trend", Side.SELL, OrderType.LIMIT, 100, 100, true);
    }

    @Test
    void shouldHaltUponAShrinkingFillAndRecordItOnce() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.open.add(report("g-1", OrderStatus.PARTIALLY_FILLED, 100, 50));
        router.poll();
        bench.first.open.set(0, report("g-1", OrderStatus.PARTIALLY_FILLED, 100, 40));

        router.poll();
        router.poll();

        assertThat(bench.halts).containsExactly("shrunk-fill");
    }

    @Test
    void shouldSendNothingWhenTheIdIsNotDurable() {
        bench.failAppend = 0;
        Router router = bench.router();

        assertThat(router.submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Stopped.class);
        assertThat(router.submit(parent("q", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Stopped.class);
        assertThat(bench.first.placed).isEmpty();
        assertThat(bench.guard.told).isEmpty();
        assertThat(bench.halts).containsExactly("journal-failed");
    }

    @Test
    void shouldSendNothingMoreWhenTheAnswerIsNotDurable() {
        bench.failAppend = 1;
        bench.first.refuses(Outcome.Refusal.TRANSIENT);
        Router router = bench.router();

        assertThat(router.submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Stopped.class);
        assertThat(bench.second.placed).isEmpty();
        assertThat(bench.router(List.copyOf(bench.journal)).status("p"))
                .isInstanceOf(Submission.Pending.class);
    }

    @Test
    void shouldNotCallAnOrderEndedWhoseEndIsNotDurable() {
        bench.failAppend = 2;
        bench.first.refuses(Outcome.Refusal.PERMANENT);
        Router router = bench.router();

        assertThat(router.submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Stopped.class);
        assertThat(router.status("p")).isInstanceOf(Submission.Stopped.class);
        assertThat(router.submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Stopped.class);
    }

    @Test
    void shouldRefuseASecondFillOfWhatWasAnsweredForAnother() {
        bench.first.places.add(
                order -> new Outcome.Accepted(report("g-99", OrderStatus.FILLED, 100, 100)));

        assertThat(bench.router().submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Pending.class);
        assertThat(bench.halts).containsExactly("answer-for-another");
        assertThat(bench.second.placed).isEmpty();
    }
}
