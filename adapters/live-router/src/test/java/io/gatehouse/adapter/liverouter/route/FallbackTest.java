package io.gatehouse.adapter.liverouter.route;

import static io.gatehouse.adapter.liverouter.ledger.Orders.parent;
import static io.gatehouse.adapter.liverouter.route.RouterTest.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.Orders;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Outcome.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When another venue may be asked, and for how much. */
class FallbackTest {

    private final TestBench bench = new TestBench();

    @Test
    void shouldAskTheNextVenueAfterATransientRefusal() {
        bench.first.refuses(Refusal.TRANSIENT);
        bench.second.takes(OrderStatus.FILLED, 100);

        assertThat(bench.router().submit(parent("p", OrderType.LIMIT, 100)))
                .isEqualTo(new Submission.Done("p", 100, 100, java.util.List.of()));
        assertThat(bench.second.placed).extracting(ChildOrder::quantity).containsExactly(100L);
    }

    @Test
    void shouldEndTheOrderAfterAPermanentRefusal() {
        bench.first.refuses(Refusal.PERMANENT);

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("venue-refused");
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldSendTheRestOfAnOrderThatDoesNotRest() {
        bench.first.takes(OrderStatus.EXPIRED, 30);
        bench.second.takes(OrderStatus.CANCELLED, 20);
        bench.third.takes(OrderStatus.EXPIRED, 10);

        Submission result = bench.router().submit(parent("p", OrderType.IMMEDIATE_OR_CANCEL, 100));

        assertThat(bench.second.placed.get(0).quantity()).isEqualTo(70);
        assertThat(bench.third.placed.get(0).quantity()).isEqualTo(50);
        assertThat(codes(result)).containsExactly("no-venue-left");
        assertThat(((Submission.Done) result).filled()).isEqualTo(60);
    }

    @Test
    void shouldCutARestToTheNextVenuesLot() {
        bench.instruments.put(Orders.SECOND, new Instrument("BTCUSDT", 2, 3, 5, 40, 0, 400));
        bench.first.takes(OrderStatus.EXPIRED, 30);
        bench.second.takes(OrderStatus.FILLED, 40);

        Submission result = bench.router().submit(parent("p", OrderType.IMMEDIATE_OR_CANCEL, 100));

        assertThat(bench.second.placed.get(0).quantity()).isEqualTo(40);
        assertThat(codes(result)).containsExactly("remainder");
        assertThat(((Submission.Done) result).filled()).isEqualTo(70);
    }

    @Test
    void shouldNotSendTheRestOfALimitOrderThatItsVenueEnded() {
        bench.first.takes(OrderStatus.EXPIRED, 30);

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("remainder");
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldStayWhereItIsWithoutFallback() {
        bench.fallback = false;
        bench.first.refuses(Refusal.TRANSIENT);

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("no-fallback");
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldNotAskAnotherVenueWhenTheBudgetIsSpent() {
        bench.first.places.add(
                order -> {
                    bench.pass(bench.budget.plusNanos(1));
                    return new Outcome.Refused(Refusal.TRANSIENT, "slow", "");
                });

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("budget-spent");
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldAskNobodyElseWhileAnOrderIsPending() {
        bench.first.doubts();
        Router router = bench.router();

        assertThat(router.submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Pending.class);
        assertThat(router.submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Pending.class);
        router.reconcile();
        router.poll();

        assertThat(bench.first.placed).hasSize(1);
        assertThat(bench.first.asked).as("at once, then in each comparison").hasSize(3);
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldNotTakeAnEarlyAbsenceForAProof() {
        bench.first.doubts().knowsNothing(bench.proof().minusNanos(1));

        assertThat(bench.router().submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Pending.class);
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldAskTheNextVenueAfterAProvenAbsence() {
        bench.first.doubts().knowsNothing(bench.proof());

        assertThat(bench.router().submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Working.class);
        assertThat(bench.second.placed).hasSize(1);
    }

    @Test
    void shouldAskTheNextVenueWhenALaterLookUpProvesAbsenceWithinTheBudget() {
        bench.budget = Duration.ofSeconds(10);
        bench.first.doubts();
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));

        bench.first.knowsNothing(bench.proof());
        bench.pass(Duration.ofSeconds(4));
        router.reconcile();

        assertThat(bench.second.placed).hasSize(1);
        assertThat(router.status("p")).isInstanceOf(Submission.Working.class);
    }

    @Test
    void shouldEndAnOrderWhoseAbsenceIsProvenTooLate() {
        bench.first.doubts();
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));

        bench.first.knowsNothing(bench.proof());
        bench.pass(Duration.ofSeconds(4));
        router.reconcile();

        assertThat(bench.second.placed).isEmpty();
        assertThat(router.status("p")).isInstanceOf(Submission.Refused.class);
        assertThat(bench.journal.get(bench.journal.size() - 1).toString()).contains("budget-spent");
    }

    @Test
    void shouldTakeAnExceptionOfAVenueForADoubt() {
        bench.first.places.add(
                order -> {
                    throw new IllegalStateException("library");
                });

        assertThat(bench.router().submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Pending.class);
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldFindAnOrderWhoseAcknowledgementWasLost() {
        bench.first.doubts().finds(OrderStatus.FILLED, 100, 100);

        assertThat(bench.router().submit(parent("p", OrderType.LIMIT, 100)))
                .isEqualTo(new Submission.Done("p", 100, 100, java.util.List.of()));
        assertThat(bench.guard.told)
                .containsExactly("sent g-1", "filled g-1 100 for 10000", "ended g-1");
    }
}
