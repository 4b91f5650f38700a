package io.gatehouse.server;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.keeper.Keeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The keeper of one engine on two threads. One guards: it follows latches, verifies again and keeps
 * the lease, and never waits for an action. The other goes on with what needs no person, which may
 * run actions for as long as their definitions allow. Thread-safe.
 */
final class Rounds {

    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final Watching watching;
    private final BiConsumer<Long, List<Outcome>> guarded;
    private final Consumer<List<Outcome>> settled;
    private final Consumer<Throwable> faults;
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final List<Thread> threads;
    private volatile boolean guarding = true;
    private volatile boolean settling = true;

    /**
     * @param guarded is told the nanoseconds that a round took, and what it did
     * @param settled is told what went on
     * @param faults is told what ended a round; an {@link EngineStopped} ends all of them
     */
    Rounds(
            int number,
            Engine engine,
            BiConsumer<Long, List<Outcome>> guarded,
            Consumer<List<Outcome>> settled,
            Consumer<Throwable> faults) {
        this(number, watching(new Keeper(engine)), guarded, settled, faults);
    }

    Rounds(
            int number,
            Watching watching,
            BiConsumer<Long, List<Outcome>> guarded,
            Consumer<List<Outcome>> settled,
            Consumer<Throwable> faults) {
        this.watching = watching;
        this.guarded = guarded;
        this.settled = settled;
        this.faults = faults;
        this.threads =
                List.of(
                        new Thread(() -> repeat(this::guard), "keeper-" + number),
                        new Thread(() -> repeat(this::settle), "settler-" + number));
    }

    /** What the two threads do; the keeper's two halves. */
    interface Watching {
        Keeper.Round guard();

        List<Outcome> settle() throws InterruptedException;
    }

    private static Watching watching(Keeper keeper) {
        return new Watching() {
            @Override
            public Keeper.Round guard() {
                return keeper.guard();
            }

            @Override
            public List<Outcome> settle() throws InterruptedException {
                return keeper.settle();
            }
        };
    }

    /** One round; says when the next one is due. */
    @FunctionalInterface
    private interface Work {
        Duration round() throws InterruptedException;
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void repeat(Work work) {
        try {
            Duration pause;
            do {
                pause = work.round();
            } while (!leaving.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            return; // told to leave at once; the next start names what is unfinished
        } catch (EngineStopped e) {
            if (!(e.getCause() instanceof InterruptedException)) {
                guarding = false;
                faults.accept(e);
            }
        }
    }

    private Duration guard() {
        long begun = System.nanoTime();
        try {
            Keeper.Round round = watching.guard();
            guarded.accept(System.nanoTime() - begun, round.outcomes());
            guarding = true;
            return round.next();
        } catch (EngineStopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Not ready until a round succeeds; nothing is renewed, and a lease ends by itself. An
            // error must not end the thread either: nobody would follow a latch any more.
            guarding = false;
            faults.accept(e);
            return AFTER_FAULT;
        }
    }

    private Duration settle() throws InterruptedException {
        try {
            settled.accept(watching.settle());
            settling = true;
        } catch (EngineStopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            settling = false;
            faults.accept(e);
        }
        return Keeper.LONGEST_SLEEP;
    }

    /** Whether both threads are there, and the last round of each went well. */
    boolean areWell() {
        return guarding && settling && threads.stream().allMatch(Thread::isAlive);
    }

    /** No further round is begun. */
    void stop() {
        leaving.countDown();
    }

    boolean isStopping() {
        return leaving.getCount() == 0;
    }

    void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    boolean isUnderWay() {
        return threads.stream().anyMatch(Thread::isAlive);
    }
}
