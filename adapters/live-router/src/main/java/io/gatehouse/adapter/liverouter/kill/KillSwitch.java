package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The emergency stop: blocks new orders and withdraws what rests at the venues (RTS 6, Art. 12).
 *
 * <p>It has threads of its own and goes through neither the router's queue nor its lock: a router
 * that hangs is when it is needed. The block is one write to memory; the latch goes to the disk
 * while the cancels go out, so that a disk that hangs keeps no order in a book. Orders are taken
 * from the router's snapshot and from the venues' own lists; those of others are counted and left
 * alone. Cancels are repeated until each order is known to be gone or the time is over.
 * Thread-safe; kills at the same time do not wait for each other.
 */
public final class KillSwitch implements AutoCloseable {

    private final TradingLatch latch;
    private final List<Venue> venues;
    private final Map<VenueId, Set<Instrument>> instruments;
    private final Predicate<ClientOrderId> own;
    private final OpenOrderSnapshot snapshot;
    private final KillClock clock;
    private final int width;
    private final ThreadPoolExecutor threads;

    /**
     * @param instruments what may rest at each venue: its lists are asked for these
     * @param own whether an id is of this installation, in this session or an earlier one
     * @param width cancels under way at once per venue; 1 to 64
     */
    public KillSwitch(
            TradingLatch latch,
            List<? extends Venue> venues,
            Map<VenueId, Set<Instrument>> instruments,
            Predicate<ClientOrderId> own,
            OpenOrderSnapshot snapshot,
            KillClock clock,
            int width) {
        if (width < 1 || width > 64) {
            throw new IllegalArgumentException("1 to 64 cancels at once");
        }
        this.latch = latch;
        this.venues = List.copyOf(venues);
        this.instruments = Map.copyOf(instruments);
        this.own = own;
        this.snapshot = snapshot;
        this.clock = clock;
        this.width = width;
        this.threads = threads(1 + venues.size() * width);
    }

    /** Threads that wait already: starting one may fail when memory is short. */
    private static ThreadPoolExecutor threads(int ready) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        ready,
                        Integer.MAX_VALUE,
                        1,
                        TimeUnit.MINUTES,
                        new SynchronousQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "kill-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.prestartAllCoreThreads();
        return threads;
    }

    /**
     * Halts trading, durably, and withdraws the selected orders; everything stays halted until a
     * named person lifts the latch ({@link TradingLatch#reenable}).
     *
     * @param by who kills
     * @param timeout after which it reports what is not known to be gone; the first cancel of every
     *     order is handed over even later
     */
    public KillReport kill(CancelSelection selection, String by, String reason, Duration timeout) {
        long start = clock.nanos();
        latch.hold(TradingState.HALTED, by, reason);
        Future<List<Finding>> durable = threads.submit(latch::persist);
        return withdraw(selection, timeout, start, durable);
    }

    /** Withdraws the selected orders and halts nothing. */
    public KillReport cancel(CancelSelection selection, Duration timeout) {
        long start = clock.nanos();
        return withdraw(selection, timeout, start, threads.submit(() -> List.<Finding>of()));
    }

    private KillReport withdraw(
            CancelSelection selection,
            Duration timeout,
            long start,
            Future<List<Finding>> durable) {
        List<VenueRun> runs = new ArrayList<>();
        List<Future<Void>> futures = new ArrayList<>();
        for (Venue venue : venues) {
            if (selection.at(venue.id())) {
                VenueSweep sweep =
                        new VenueSweep(
                                venue,
                                instruments.getOrDefault(venue.id(), Set.of()),
                                own,
                                selection);
                VenueRun run =
                        new VenueRun(
                                sweep, snapshot, clock, threads, width, start + timeout.toNanos());
                runs.add(run);
                futures.add(threads.submit(run));
            }
        }
        long giveUp = System.nanoTime() + timeout.toNanos();
        boolean inTime = true;
        for (Future<Void> each : futures) {
            inTime &= waitFor(each, giveUp);
        }
        List<Finding> latched = durable(durable, giveUp);
        return report(runs, latched, start, inTime);
    }

    /**
     * A venue that does not come back is reported; the others and the caller do not wait for it.
     */
    private static boolean waitFor(Future<?> run, long giveUp) {
        try {
            run.get(Math.max(0, giveUp - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<Finding> durable(Future<List<Finding>> durable, long giveUp) {
        if (!waitFor(durable, giveUp) || !durable.isDone()) {
            return List.of(KillFindings.notDurable());
        }
        try {
            return durable.get();
        } catch (InterruptedException | ExecutionException e) {
            return List.of(KillFindings.notDurable());
        }
    }

    private KillReport report(
            List<VenueRun> runs, List<Finding> latched, long start, boolean inTime) {
        List<CancelResult> results = new ArrayList<>();
        Map<VenueId, Integer> foreign = new TreeMap<>();
        Set<Finding> findings = new LinkedHashSet<>(latched);
        long handed = start;
        for (VenueRun run : runs) {
            results.addAll(run.sweep().results());
            foreign.put(run.sweep().venue().id(), run.sweep().foreign());
            findings.addAll(run.findings());
            if (!inTime && !run.sweep().settled()) {
                findings.add(KillFindings.unfinished(run.sweep().venue().id()));
            }
            handed = Math.max(handed, run.handedOver().orElseGet(clock::nanos));
        }
        results.sort(Comparator.comparing(CancelResult::venue).thenComparing(CancelResult::order));
        return new KillReport(
                results, foreign, List.copyOf(findings), Duration.ofNanos(handed - start));
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
