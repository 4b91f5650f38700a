package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The rounds of one kill at one venue; runs on a thread of its own. */
final class VenueRun implements Callable<Void> {

    private static final long FIRST_PAUSE_NANOS = 10_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 500_000_000L;

    private final VenueSweep sweep;
    private final OpenOrderSnapshot snapshot;
    private final KillClock clock;
    private final ExecutorService threads;
    private final int width;
    private final long deadline;
    private int together;
    private volatile boolean snapshotFailed;
    private volatile Optional<Long> handedOver = Optional.empty();

    VenueRun(
            VenueSweep sweep,
            OpenOrderSnapshot snapshot,
            KillClock clock,
            ExecutorService threads,
            int width,
            long deadline) {
        this.sweep = sweep;
        this.snapshot = snapshot;
        this.clock = clock;
        this.threads = threads;
        this.width = width;
        this.deadline = deadline;
    }

    VenueSweep sweep() {
        return sweep;
    }

    /** When every order that was known at the start had been handed over; empty before. */
    Optional<Long> handedOver() {
        return handedOver;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(sweep.findings());
        if (snapshotFailed) {
            findings.add(KillFindings.snapshot());
        }
        return findings;
    }

    @Override
    public Void call() throws InterruptedException {
        takeSnapshot();
        // The first cancel of every order before any question: questions take a round trip each.
        cancel(sweep.venue().cancelBurst());
        handedOverNow();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            collect();
            takeSnapshot();
            sweep.adopt();
            forEach(sweep.remaining(), Target::lookUp);
            if (sweep.settled() || deadline - clock.nanos() <= 0) {
                return null;
            }
            boolean fresh = sweep.remaining().stream().anyMatch(each -> !each.handedOver());
            if (!fresh) {
                clock.pause(Math.min(pause, Math.max(1, deadline - clock.nanos())));
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
            cancel(width);
        }
    }

    /**
     * One round of cancels; later ones are for what a venue may have found too many. After a round
     * that left most of its orders where they were, each goes the slow way.
     */
    private void cancel(int burst) throws InterruptedException {
        int due = sweep.remaining().size();
        boolean failed = together > 0 && due > together / 2;
        together = sweep.venue().cancelsTogether() > 0 && !failed ? due : 0;
        if (together > 0) {
            together(burst);
        } else {
            forEach(sweep.remaining(), Target::cancel);
        }
    }

    /** Cancels that do not wait for one another; what goes wrong is left to the rounds after. */
    private void together(int burst) throws InterruptedException {
        CancelRound round = new CancelRound(sweep, width, burst, this::handedOverNow);
        try {
            side(round.shares(), share -> round.send(share, sweep.venue()));
        } catch (RuntimeException e) {
            // against its contract; every order is tried again by itself
        }
        forEach(
                sweep.remaining().stream().filter(each -> !each.handedOver()).toList(),
                Target::cancel);
    }

    private void handedOverNow() {
        if (handedOver.isEmpty()) {
            handedOver = Optional.of(clock.nanos());
        }
    }

    private void collect() {
        try {
            sweep.collect();
        } catch (RuntimeException e) {
            // Against its contract; the venue counts as not having answered.
            sweep.failed();
        }
    }

    private void takeSnapshot() {
        try {
            sweep.take(snapshot.openOrders());
            snapshotFailed = false;
        } catch (RuntimeException e) {
            snapshotFailed = true; // the venue's own list is left
        }
    }

    private void forEach(List<Target> targets, BiConsumer<Target, Venue> step)
            throws InterruptedException {
        Queue<Target> queue = new ConcurrentLinkedQueue<>(targets);
        side(
                Collections.nCopies(Math.min(width, targets.size()), queue),
                shared -> drain(shared, step));
    }

    /** Does the pieces of work side by side, the first of them on this thread. */
    private <T> void side(List<T> pieces, Consumer<T> work) throws InterruptedException {
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < pieces.size(); i++) {
            T piece = pieces.get(i);
            others.add(threads.submit(() -> work.accept(piece)));
        }
        try {
            if (!pieces.isEmpty()) {
                work.accept(pieces.get(0));
            }
        } finally {
            for (Future<?> each : others) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    // an order whose step failed stays unknown and is tried again
                }
            }
        }
    }

    private void drain(Queue<Target> queue, BiConsumer<Target, Venue> step) {
        for (Target target = queue.poll(); target != null; target = queue.poll()) {
            try {
                step.accept(target, sweep.venue());
            } catch (RuntimeException e) {
                // One order that cannot be withdrawn must not keep the others in the book.
            }
        }
    }
}
