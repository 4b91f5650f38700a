package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final long LONG = 60_000_000_000L;

    @Test
    void shouldInterruptOnceAndLeaveNoInterruptBehind() {
        Deadlines.Watch watch = Deadlines.watch(1_000_000);
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park(this);
        }
        assertThat(watch.expired(false)).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldLeaveWhatEndsInTimeAlone() {
        assertThat(Deadlines.watch(LONG).expired(false)).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldWakeForAnEarlierEndWhileItSleepsForALaterOne() {
        Deadlines.Watch later = Deadlines.watch(LONG);
        shouldInterruptOnceAndLeaveNoInterruptBehind();
        assertThat(later.expired(false)).isFalse();
    }

    @Test
    void shouldKeepAnInterruptThatCameBeforeItsOwn() {
        Deadlines.Watch watch = own();
        Thread.currentThread().interrupt();
        watch.expire();
        assertThat(watch.expired(thrownOut())).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldKeepAnInterruptThatEndedTheWaitBeforeItsOwn() {
        Deadlines.Watch watch = own();
        Thread.currentThread().interrupt();
        boolean thrown = thrownOut();
        watch.expire();
        assertThat(watch.expired(thrown)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldKeepAnInterruptThatCameAfterItsOwnHadEndedTheWait() {
        Deadlines.Watch watch = own();
        watch.expire();
        boolean thrown = thrownOut();
        Thread.currentThread().interrupt();
        assertThat(watch.expired(thrown)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldTakeItsOwnInterruptBackWhetherItEndedTheWaitOrNot() {
        for (boolean waited : new boolean[] {true, false}) {
            Deadlines.Watch watch = own();
            watch.expire();
            assertThat(watch.expired(waited && thrownOut())).isTrue();
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void shouldKeepAnInterruptOfAWaitThatWasInTime() {
        Deadlines.Watch watch = own();
        Thread.currentThread().interrupt();
        assertThat(watch.expired(thrownOut())).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    /** One that nobody but the test lets expire. */
    private static Deadlines.Watch own() {
        return new Deadlines.Watch(Thread.currentThread(), System.nanoTime() + LONG);
    }

    /** A wait that ends only by an interrupt which is there already. */
    private static boolean thrownOut() {
        try {
            new CountDownLatch(1).await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Ends and expiries at nearly the same moment, on several threads. */
    @Test
    void shouldNeverMistakeOneCallsInterruptForAnothers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int seed = t;
                runs.add(threads.submit(() -> race(new SplittableRandom(seed))));
            }
            int expired = 0;
            for (Future<Integer> each : runs) {
                expired += each.get();
            }
            assertThat(expired).isBetween(1, 3_999);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int race(SplittableRandom random) {
        int expired = 0;
        for (int i = 0; i < 1_000; i++) {
            Deadlines.Watch watch = Deadlines.watch(i % 2 == 0 ? 100_000 : LONG);
            long until = System.nanoTime() + random.nextLong(200_000);
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            boolean interrupted = Thread.currentThread().isInterrupted();
            boolean over = watch.expired(false);
            expired += over ? 1 : 0;
            assertThat(interrupted && !over).isFalse();
            assertThat(i % 2 == 1 && over).isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        return expired;
    }
}
