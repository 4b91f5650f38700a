package io.gatehouse.adapter.liverouter.route;

import static io.gatehouse.adapter.liverouter.ledger.Orders.parent;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import io.gatehouse.adapter.liverouter.ledger.Orders;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What others do while a new order waits for the disk, and what that means for it. */
class WaitingTogetherTest {

    private final TestBench bench = new TestBench();
    private final List<Runnable> whileWaiting = new ArrayList<>();
    private final Router router = router();
    private int waits;
    private boolean broken;

    /** A journal whose waits for the disk last as long as what others do meanwhile. */
    private final class SlowJournal implements OrderJournal {
        private final OrderJournal journal;

        SlowJournal(OrderJournal journal) {
            this.journal = journal;
        }

        @Override
        public void append(List<OrderEvent> events) {
            journal.append(events);
        }

        @Override
        public long place(List<OrderEvent> events) {
            journal.append(events);
            return 1;
        }

        @Override
        public void await(long place) {
            waits++;
            if (!whileWaiting.isEmpty()) {
                whileWaiting.remove(0).run();
            }
            if (broken) {
                throw new IllegalStateException("fsync");
            }
        }
    }

    private Router router() {
        RouterSetup own = bench.setup("g");
        return Router.resume(
                new RouterSetup(
                        own.plan(),
                        own.venues(),
                        own.instruments(),
                        own.guards(),
                        new SlowJournal(own.journal()),
                        own.halt(),
                        own.risk(),
                        own.clock(),
                        own.nanos(),
                        own.prefix(),
                        own.directory()),
                List.of());
    }

    /** What another thread gets to do meanwhile; it would wait for ever if the lock were held. */
    private static <T> T byAnother(Supplier<T> step) {
        AtomicReference<T> result = new AtomicReference<>();
        Thread thread = new Thread(() -> result.set(step.get()));
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(result.get()).as("what the other thread came to").isNotNull();
        return result.get();
    }

    private Submission submit(String id) {
        return router.submit(parent(id, OrderType.LIMIT, 100));
    }

    private static List<String> codes(Submission submission) {
        List<Finding> findings =
                submission instanceof Submission.Refused refused
                        ? refused.findings()
                        : ((Submission.Done) submission).findings();
        return findings.stream().map(Finding::code).toList();
    }

    @Test
    void shouldLetAnotherOrderPassWhileOneWaitsForTheDisk() {
        whileWaiting.add(() -> byAnother(() -> submit("q")));

        assertThat(submit("p")).isInstanceOf(Submission.Working.class);
        assertThat(waits).isEqualTo(2);
        assertThat(bench.log)
                .containsSubsequence(
                        "ask g-1 true",
                        "journal Reserved",
                        "ask g-2 true",
                        "place g-2",
                        "place g-1");
        assertThat(bench.guard.told).containsExactly("sent g-1", "sent g-2");
    }

    @Test
    void shouldSendNothingUnderTheSameIdMeanwhile() {
        AtomicReference<Submission> again = new AtomicReference<>();
        whileWaiting.add(() -> again.set(byAnother(() -> submit("p"))));

        assertThat(submit("p")).isInstanceOf(Submission.Working.class);
        assertThat(again.get()).isInstanceOf(Submission.Pending.class);
        assertThat(bench.first.placed).hasSize(1);
    }

    @Test
    void shouldNotSendAnOrderWhoseEndWasAskedForMeanwhile() {
        whileWaiting.add(() -> byAnother(() -> router.cancel("p")));

        assertThat(codes(submit("p"))).containsExactly("cancelled");
        assertThat(bench.first.placed).isEmpty();
        assertThat(bench.second.placed).isEmpty();
        assertThat(bench.guard.told).containsExactly("sent g-1", "ended g-1");
        assertThat(router.ledger().active()).isEmpty();
        assertThat(bench.directory.live()).isEmpty();
    }

    @Test
    void shouldNotSendAnOrderThatAHaltOvertook() {
        whileWaiting.add(
                () ->
                        byAnother(
                                () -> {
                                    router.heard(
                                            Orders.FIRST,
                                            Orders.report("g-77", OrderStatus.FILLED, 5, 5));
                                    return router.halted();
                                }));

        assertThat(codes(submit("p"))).containsExactly("venue-refused");
        assertThat(bench.halts).containsExactly("unknown-order");
        assertThat(bench.first.placed).isEmpty();
    }

    @Test
    void shouldNotSendWhatWasProvenAbsentMeanwhile() {
        whileWaiting.add(
                () -> {
                    bench.pass(Duration.ofMinutes(1));
                    bench.first.knowsNothing(bench.now);
                    byAnother(
                            () -> {
                                router.reconcile();
                                return true;
                            });
                });

        Submission told = submit("p");

        assertThat(bench.first.placed).isEmpty();
        assertThat(told).isInstanceOf(Submission.Refused.class);
        assertThat(router.ledger().active()).isEmpty();
    }

    @Test
    void shouldSendNothingWhenTheWaitFails() {
        broken = true;

        assertThat(submit("p")).isInstanceOf(Submission.Stopped.class);
        assertThat(submit("q")).isInstanceOf(Submission.Stopped.class);
        assertThat(bench.first.placed).isEmpty();
        assertThat(bench.halts).containsExactly("journal-failed");
    }

    @Test
    void shouldCountWhatWaitsAgainstTheRate() {
        VenueRules own = VenueRules.DEFAULT;
        List.of(Orders.FIRST, Orders.SECOND, Orders.THIRD)
                .forEach(
                        venue ->
                                bench.rules.put(
                                        venue,
                                        new VenueRules(
                                                1,
                                                1,
                                                own.breakerFailures(),
                                                own.breakerOpen(),
                                                own.messageValidity(),
                                                own.absenceMargin())));
        Router limited = router();
        whileWaiting.add(() -> byAnother(() -> limited.submit(parent("q", OrderType.LIMIT, 100))));

        limited.submit(parent("p", OrderType.LIMIT, 100));

        assertThat(bench.first.placed).extracting(order -> order.parent()).containsExactly("p");
        assertThat(bench.second.placed).extracting(order -> order.parent()).containsExactly("q");
    }

    @Test
    void shouldLetTheNextOneTryAVenueWhenTheTrialWasNotSent() {
        for (int i = 0; i < VenueRules.DEFAULT.breakerFailures(); i++) {
            bench.first.refuses(Outcome.Refusal.TRANSIENT);
            submit("f-" + i);
        }
        assertThat(router.leftAlone()).containsExactly(Orders.FIRST);
        bench.pass(VenueRules.DEFAULT.breakerOpen());
        int before = bench.first.placed.size();
        whileWaiting.add(() -> byAnother(() -> router.cancel("p")));
        submit("p");
        assertThat(bench.first.placed).hasSize(before);

        assertThat(submit("q")).isInstanceOf(Submission.Working.class);
        assertThat(bench.first.placed).hasSize(before + 1);
        assertThat(router.leftAlone()).isEmpty();
    }
}
