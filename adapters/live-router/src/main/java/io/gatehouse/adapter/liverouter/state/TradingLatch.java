package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.adapter.liverouter.guard.StrategyLatch;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * The trading state: the strictest of all latches that stand.
 *
 * <p>Anyone and anything may make it stricter, at once for every reader of this object and durably
 * when the call returns; other processes over the same folder see it at their next {@link
 * #refresh}. Only a document that a named person signed lifts a latch, and the lift stays beside it
 * as the record of who and why. A folder or a file that cannot be read, a latch that is gone, an
 * unknown file: HALTED. Thread-safe; {@link #state} takes no lock and allocates nothing.
 */
public final class TradingLatch implements StrategyLatch {

    private final LatchFolder folder;
    private final ReenableCheck check;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final Object disk = new Object();
    private volatile View view = View.HALTED;
    private volatile long looked;

    /** What the files said when they were last read. */
    private record View(
            TradingState state,
            Set<String> strategies,
            List<LatchEntry> entries,
            SortedSet<String> names) {

        static final View HALTED =
                new View(TradingState.HALTED, Set.of(), List.of(), new TreeSet<>());

        static View of(List<LatchEntry> entries, SortedSet<String> names) {
            TradingState state = TradingState.ACTIVE;
            Set<String> strategies = new HashSet<>();
            for (LatchEntry entry : entries) {
                if (entry.standing() && entry.general()) {
                    state = state.strictest(entry.state());
                } else if (entry.standing()) {
                    strategies.add(entry.latch().flatMap(Latch::strategy).orElseThrow());
                }
            }
            return new View(state, Set.copyOf(strategies), List.copyOf(entries), names);
        }
    }

    private TradingLatch(
            LatchFolder folder, ReenableCheck check, InstantSource clock, LongSupplier nanos) {
        this.folder = folder;
        this.check = check;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Reads the folder; never fails, but may come out HALTED.
     *
     * @param usedBefore whether the router has traded here before, by other knowledge such as its
     *     journal: then a folder that is missing was removed
     */
    public static TradingLatch open(
            Path folder, boolean usedBefore, ReenableCheck check, InstantSource clock) {
        return open(folder, usedBefore, check, clock, System::nanoTime);
    }

    /**
     * As {@link #open(Path, boolean, ReenableCheck, InstantSource)}, with a monotonic clock.
     *
     * @param nanos monotonic nanoseconds, by which the age of a look counts
     */
    public static TradingLatch open(
            Path folder,
            boolean usedBefore,
            ReenableCheck check,
            InstantSource clock,
            LongSupplier nanos) {
        LatchFolder files = new LatchFolder(folder, check);
        TradingLatch latch = new TradingLatch(files, check, clock, nanos);
        boolean missing = !files.exists();
        boolean removed = missing && (usedBefore || files.usedBefore());
        try {
            if (missing) {
                files.make();
            }
            if (removed) {
                // Removing the folder must not be the way to trade again.
                latch.tighten(TradingState.HALTED, "router", "the folder of latches was missing");
            }
            files.mark();
        } catch (IOException e) {
            return latch; // HALTED, until a refresh can read
        }
        latch.refresh();
        return latch;
    }

    /** The state now. */
    public TradingState state() {
        TradingState state = TradingState.ACTIVE;
        // Before the view: what is written moves from here into the view, in this order.
        if (!pending.isEmpty()) {
            for (Pending each : pending) {
                state = each.strategy().isEmpty() ? state.strictest(each.state()) : state;
            }
        }
        return state.strictest(view.state());
    }

    /**
     * The state by a look at the folder that is no older than that. A process that hung or was
     * stopped would otherwise go on with what it knew before, before any thread of its own has
     * looked again. While the folder is watched, this reads no file.
     *
     * @param age greatest age of the look, positive
     */
    public TradingState stateWithin(Duration age) {
        if (nanos.getAsLong() - looked > age.toNanos()) {
            refresh();
        }
        return state();
    }

    @Override
    public boolean latched(String strategy) {
        if (!pending.isEmpty()) {
            for (Pending each : pending) {
                if (each.strategy().isPresent() && each.strategy().get().equals(strategy)) {
                    return true;
                }
            }
        }
        return view.strategies().contains(strategy);
    }

    /** All latches there ever were, by number. */
    public List<LatchEntry> entries() {
        return view.entries();
    }

    /**
     * Makes the state at least so strict: at once for {@link #state}, then on the disk.
     *
     * @return a finding when it could not be made durable; it holds in this process all the same,
     *     and each refresh tries again
     */
    public List<Finding> tighten(TradingState to, String by, String reason) {
        hold(to, by, reason);
        return persist();
    }

    /**
     * The first half of {@link #tighten}: in memory, at once, without a lock and without the disk.
     * {@link #persist} has to follow.
     */
    public void hold(TradingState to, String by, String reason) {
        if (to == TradingState.ACTIVE) {
            throw new IllegalArgumentException("ACTIVE is not stricter than anything");
        }
        pending.add(new Pending(Optional.empty(), to, clock.instant(), by, reason));
    }

    @Override
    public void latch(String strategy, String reason) {
        pending.add(
                new Pending(
                        Optional.of(strategy),
                        TradingState.HALTED,
                        clock.instant(),
                        "router",
                        reason));
        persist();
    }

    /**
     * Brings everything that holds in memory to the disk.
     *
     * @return a finding when that failed; each refresh tries again
     */
    public List<Finding> persist() {
        synchronized (disk) {
            try {
                write();
                return List.of();
            } catch (IOException | RuntimeException e) {
                return List.of(StateFindings.notDurable(e.getClass().getSimpleName()));
            }
        }
    }

    private void write() throws IOException {
        for (Pending each = pending.peek(); each != null; each = pending.peek()) {
            folder.write(each);
            read(true);
            pending.remove(each);
        }
    }

    /** Looks at the folder again: another process may have halted, or a person enabled. */
    public void refresh() {
        synchronized (disk) {
            long began = nanos.getAsLong();
            try {
                read(false);
                looked = began;
                write();
            } catch (IOException | RuntimeException e) {
                view = new View(TradingState.HALTED, view.strategies(), view.entries(), noNames());
            }
        }
    }

    private static SortedSet<String> noNames() {
        return new TreeSet<>();
    }

    private void read(boolean always) throws IOException {
        SortedSet<String> names = folder.names();
        // Files are never changed, but one may have been seen while it was being written.
        boolean whole = view.entries().stream().allMatch(entry -> entry.latch().isPresent());
        if (always || !whole || !names.equals(view.names()) || names.isEmpty()) {
            view = View.of(folder.read(names), names);
        }
    }

    /**
     * Lifts the latch that the document names.
     *
     * @return why not; empty when it is lifted, durably
     */
    public List<Finding> reenable(JsonObject document) {
        synchronized (disk) {
            refresh();
            long number = document.object("statement").flatMap(s -> s.integer("latch")).orElse(0L);
            Optional<LatchEntry> entry =
                    view.entries().stream()
                            .filter(
                                    each ->
                                            number > 0
                                                    && each.number() == number
                                                    && each.standing())
                            .findFirst();
            if (entry.isEmpty()) {
                return List.of(StateFindings.noLatch("latch " + number));
            }
            Instant now = clock.instant();
            List<Finding> findings =
                    check.refusals(document, entry.get().number(), entry.get().digest(), now);
            if (!findings.isEmpty()) {
                return findings;
            }
            try {
                folder.writeLift(entry.get().number(), document, now);
                read(true);
                return List.of();
            } catch (IOException | RuntimeException e) {
                return List.of(StateFindings.notWritten(e.getClass().getSimpleName()));
            }
        }
    }
}
