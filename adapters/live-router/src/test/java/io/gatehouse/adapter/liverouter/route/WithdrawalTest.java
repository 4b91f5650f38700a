package io.gatehouse.adapter.liverouter.route;

import static io.gatehouse.adapter.liverouter.ledger.Orders.parent;
import static io.gatehouse.adapter.liverouter.ledger.Orders.report;
import static io.gatehouse.adapter.liverouter.route.RouterTest.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cancels and replacements. */
class WithdrawalTest {

    private final TestBench bench = new TestBench();

    @Test
    void shouldCancelWhatRestsAndEndTheOrder() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        done(30);

        Submission result = router.cancel("p");

        assertThat(codes(result)).containsExactly("cancelled");
        assertThat(((Submission.Done) result).filled()).isEqualTo(30);
        assertThat(bench.log).containsSubsequence("journal CancelAsked", "journal Reported");
    }

    @Test
    void shouldAnswerARepeatedCancelAlike() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        done(0);
        router.cancel("p");

        assertThat(router.cancel("p")).isInstanceOf(Submission.Done.class);
        assertThat(bench.first.cancelled).hasSize(1);
    }

    @Test
    void shouldLearnFromALookUpThatItWasFilledBeforeTheCancel() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.cancels.add(id -> new Cancellation.NotOpen("-2011"));
        bench.first.finds(OrderStatus.FILLED, 100, 100);

        assertThat(router.cancel("p")).isEqualTo(new Submission.Done("p", 100, 100, List.of()));
    }

    @Test
    void shouldRepeatACancelThatWasLostInTheNextComparison() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        assertThat(router.cancel("p")).isInstanceOf(Submission.Working.class);
        bench.first.open.add(report("g-1", OrderStatus.OPEN, 100, 0));
        done(0);

        router.poll();

        assertThat(bench.first.cancelled).hasSize(2);
        assertThat(router.status("p")).isInstanceOf(Submission.Done.class);
        assertThat(bench.journal).filteredOn(OrderEvent.CancelAsked.class::isInstance).hasSize(1);
    }

    @Test
    void shouldJournalARepeatedCancelOnce() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));

        router.cancel("p");
        router.cancel("p");

        assertThat(bench.first.cancelled).hasSize(2);
        assertThat(bench.journal).filteredOn(OrderEvent.CancelAsked.class::isInstance).hasSize(1);
    }

    @Test
    void shouldCancelAPendingOrderWhenItTurnsUp() {
        bench.first.doubts();
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        bench.first.cancels.add(id -> new Cancellation.NotOpen("-2011"));
        assertThat(router.cancel("p")).isInstanceOf(Submission.Pending.class);

        bench.first.finds(OrderStatus.OPEN, 100, 0);
        done(0);
        router.reconcile();

        assertThat(bench.first.cancelled).hasSize(2);
        assertThat(router.status("p")).isInstanceOf(Submission.Done.class);
    }

    @Test
    void shouldAskNoOtherVenueAfterACancel() {
        bench.budget = Duration.ofMinutes(1);
        bench.first.doubts();
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        router.cancel("p");

        bench.first.knowsNothing(bench.proof());
        router.reconcile();

        assertThat(bench.second.placed).isEmpty();
        assertThat(router.status("p")).isInstanceOf(Submission.Done.class);
    }

    @Test
    void shouldCancelAfterARestartWhatWasToBeCancelledBefore() {
        Router before = bench.router();
        before.submit(parent("p", OrderType.LIMIT, 100));
        before.cancel("p");
        bench.first.open.add(report("g-1", OrderStatus.OPEN, 100, 0));
        done(0);

        Router router = bench.router(List.copyOf(bench.journal));
        router.poll();

        assertThat(bench.first.cancelled).hasSize(2);
        assertThat(router.status("p")).isInstanceOf(Submission.Done.class);
    }

    @Test
    void shouldNotKnowAnOrderThatItNeverTook() {
        assertThat(codes(bench.router().cancel("x"))).containsExactly("order-unknown");
        assertThat(codes(bench.router().status("x"))).containsExactly("order-unknown");
        assertThat(codes(bench.router().amend("x", parent("y", OrderType.LIMIT, 10))))
                .containsExactly("order-unknown");
    }

    @Test
    void shouldSendOnlyTheRestOfAReplacement() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        done(30);

        assertThat(router.amend("p", parent("q", OrderType.LIMIT, 150)))
                .isInstanceOf(Submission.Working.class);

        assertThat(bench.first.placed.get(1).quantity()).isEqualTo(120);
    }

    @Test
    void shouldSendNoReplacementBeforeTheOldOrderHasEnded() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));

        assertThat(router.amend("p", parent("q", OrderType.LIMIT, 150)))
                .isInstanceOf(Submission.Working.class);
        assertThat(bench.first.placed).hasSize(1);

        done(30);
        router.amend("p", parent("q", OrderType.LIMIT, 150));
        router.amend("p", parent("q", OrderType.LIMIT, 150));

        assertThat(bench.first.placed).hasSize(2);
        assertThat(bench.first.placed.get(1).quantity()).isEqualTo(120);
    }

    @Test
    void shouldSendNothingWhenTheOldOrderFilledEnough() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        done(60);

        router.amend("p", parent("q", OrderType.LIMIT, 50));

        assertThat(bench.first.placed).hasSize(1);
    }

    @Test
    void shouldRefuseAReplacementOfAnotherKind() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));

        assertThat(codes(router.amend("p", parent("p", OrderType.LIMIT, 50))))
                .containsExactly("order-differs");
        assertThat(bench.first.cancelled).isEmpty();
    }

    @Test
    void shouldCancelEvenWhenTheJournalFails() {
        bench.failAppend = 2;
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        done(0);

        assertThat(router.cancel("p")).isInstanceOf(Submission.Stopped.class);
        assertThat(bench.first.cancelled).hasSize(1);
    }

    private void done(long filled) {
        bench.first.cancels.add(
                id ->
                        new Cancellation.Done(
                                report(id.value(), OrderStatus.CANCELLED, 100, filled)));
    }
}
