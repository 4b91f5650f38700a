package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.ReadEvidence;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.Halt;
import io.gatehouse.core.command.Command.RecordTailCut;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one writer of a workspace: takes commands one at a time, decides them on a fresh snapshot,
 * and acknowledges them when the journal has them.
 *
 * <p>Order: decide (pure), apply to the state in memory, append the group durably, then effects.
 * Deciding and applying are serial; for the disk several commands wait together, outside of the
 * lock, and share one fsync (ADR 0052). Meanwhile the next command is decided on a state that is
 * ahead of the disk, but nothing of a group is told, shown or carried out before it is durable, and
 * groups become durable in order. A failed append or effect stops the engine for good; a restart
 * reads the journal and completes what is missing. Thread-safe; actions of adapters run outside of
 * its lock (see {@link Settler}).
 */
public final class Engine implements AutoCloseable {

    private final EngineParts parts;
    private final WriterLock writer;
    private final Journal journal;
    private final Effects effects;
    private final HistoryWatch history;
    private final GroupCommit groups;
    private final Running running = new Running();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Turns turns = new Turns();
    private final Decisions decisions;

    private Engine(EngineParts parts, WriterLock writer, Journal journal, InstallationState state) {
        this.parts = parts;
        this.writer = writer;
        this.journal = journal;
        this.effects = new Effects(parts.workspace(), parts.logs());
        this.groups = new GroupCommit(running, journal, parts, effects);
        this.decisions = new Decisions(running, parts, effects, groups, state);
        this.history =
                new HistoryWatch(running, journal, parts.journals().guard(), groups, effects);
    }

    /**
     * Takes the writer lock, reads the journal, completes what a crash left undone.
     *
     * @param verb what for, told to others who find the workspace busy
     * @throws WorkspaceBusy when another process writes
     * @throws JournalUnusable when the journal does not verify
     */
    public static Engine open(EngineParts parts, String verb)
            throws IOException, WorkspaceBusy, JournalUnusable {
        WriterLock writer = WriterLock.acquire(parts.workspace(), verb, parts.clock().instant());
        boolean opened = false;
        try {
            // Beside the reading of the journal: a database takes its time to open.
            parts.projection().prepare();
            StateLoader loader = new StateLoader(parts.people());
            JournalStore.Opened journal = parts.journals().open(loader);
            try {
                Engine engine = new Engine(parts, writer, journal.journal(), loader.state());
                engine.effects.reconcile(engine.state(), loader.lines());
                parts.projection().follow(engine.source());
                engine.recordCuts(journal.cuts());
                engine.followLatch();
                opened = true;
                return engine;
            } finally {
                if (!opened) {
                    journal.journal().close();
                }
            }
        } finally {
            if (!opened) {
                try {
                    parts.projection().close();
                } finally {
                    writer.close();
                }
            }
        }
    }

    private InstallationState state() {
        return decisions.state();
    }

    private Projection.Source source() {
        return new Projection.Source() {
            @Override
            public JournalPosition position() {
                groups.last().await();
                return journal.position();
            }

            @Override
            public InstallationView state() {
                return Engine.this.state();
            }

            @Override
            public List<Recorded> read(long from, long to) throws IOException, JournalUnusable {
                List<Recorded> events = new ArrayList<>();
                parts.journals().replay(from, to, events::add);
                return events;
            }
        };
    }

    private void recordCuts(List<RecordTailCut> cuts) {
        cuts.forEach(cut -> submit(cut, Actor.ENGINE));
    }

    /**
     * A latch that fell without a command, from another process or while nobody held the journal,
     * becomes an event now.
     */
    public Optional<Outcome> followLatch() {
        running.lock();
        try {
            requireRunning();
            boolean founded = state().governance().installation().isPresent();
            return founded && !state().environment().isHalted() && !effects.latches().isEmpty()
                    ? Optional.of(submit(new Halt("a halt latch was found"), Actor.ENGINE))
                    : Optional.empty();
        } catch (IOException e) {
            running.stop();
            throw new EngineStopped("the halt latches cannot be read", e);
        } finally {
            running.unlock();
        }
    }

    /**
     * Compares the journal on the disk with what is in memory. A history that is not the one that
     * was written cannot be gone on with, nor can anything be put on record in it: the permits are
     * taken away, a halt latch falls, and the engine stops. The halt becomes an event when a person
     * has recovered the journal and an engine is opened on it.
     *
     * @throws EngineStopped with what is wrong
     */
    public void requireHistory() {
        history.require(this::requireRunning);
    }

    /** Notes that an action is about to be run here; false when it is being run already. */
    boolean begin(String key) {
        return underWay.add(key);
    }

    /** Whether an action is being run by this process. */
    boolean isUnderWay(String key) {
        return underWay.contains(key);
    }

    void end(String key) {
        underWay.remove(key);
    }

    /**
     * Decides a command. Returns when the answer, whichever it is, is durable.
     *
     * @throws EngineStopped when it could not be made durable
     */
    public Outcome submit(Command command, Actor actor) {
        return landed(decide(command, actor, view -> {}, new ReadEvidence()));
    }

    /** Commands of one thread that wait for the disk together. */
    CommandSequence sequence() {
        return sequence(new ReadEvidence());
    }

    /** The same, for a command whose evidence was just taken in. */
    CommandSequence sequence(ReadEvidence read) {
        return new CommandSequence(this, read);
    }

    /**
     * Decides a command on a condition; what was decided is told to nobody before it has landed.
     *
     * @param condition is shown the state under the lock; when it throws, nothing is decided
     * @param read evidence that need not be read again
     */
    Committed decide(
            Command command, Actor actor, Consumer<InstallationView> condition, ReadEvidence read) {
        return decide(
                view -> {
                    condition.accept(view);
                    return command;
                },
                actor,
                () -> decisions.look(command, actor, read));
    }

    /** Decides a command made from the state as it is under the lock. */
    public Outcome submitWith(Function<InstallationView, Command> make, Actor actor) {
        return landed(decide(make, actor, () -> Look.NONE));
    }

    private Committed decide(
            Function<InstallationView, Command> make, Actor actor, Supplier<Look> look) {
        try {
            return decideNext(make, actor, look.get());
        } catch (IOException | UncheckedIOException e) {
            throw broken(e);
        } catch (Journal.JournalStopped e) {
            throw running.unwritten(e);
        }
    }

    private EngineStopped broken(Exception cause) {
        running.stop(); // what follows from a durable group is for a restart to complete
        return new EngineStopped("the workspace cannot be read or written any more", cause);
    }

    private Outcome landed(Committed committed) {
        land(List.of(committed));
        return committed.outcome();
    }

    /**
     * Returns when groups are durable, and with them all that came before, and what follows from
     * them outside of the journal is done.
     *
     * @param decided in the order of their decisions, one at least
     * @throws EngineStopped when that cannot be
     */
    void land(List<Committed> decided) {
        Pending last = decided.get(decided.size() - 1).pending();
        try {
            last.await();
            parts.projection().durable(last.position());
            for (Committed committed : decided) {
                committed.after().run();
            }
        } catch (IOException | UncheckedIOException e) {
            throw broken(e);
        } catch (Journal.JournalStopped e) {
            throw running.unwritten(e);
        }
    }

    private Committed decideNext(Function<InstallationView, Command> make, Actor actor, Look look)
            throws IOException {
        running.lock();
        try {
            requireRunning();
            return decisions.next(make, actor, look);
        } finally {
            running.unlock();
        }
    }

    private void requireRunning() {
        if (groups.isAhead()) {
            running.stop();
        }
        running.require();
    }

    /**
     * Runs a function on the state while no command is decided; it must not keep the view. Returns
     * when all that it may have seen is durable.
     *
     * @throws EngineStopped when that will never be
     */
    public <T> T read(Function<InstallationView, T> reader) {
        T value;
        Pending seen;
        running.lock();
        try {
            value = reader.apply(state());
            seen = groups.last();
        } finally {
            running.unlock();
        }
        try {
            seen.await();
        } catch (Journal.JournalStopped e) {
            throw running.unwritten(e);
        }
        return value;
    }

    /**
     * Runs a function on the state, which may be ahead of the disk: for what decides about the next
     * step, and tells nobody. It must not keep the view.
     */
    <T> T peek(Function<InstallationView, T> reader) {
        running.lock();
        try {
            return reader.apply(state());
        } finally {
            running.unlock();
        }
    }

    public JournalPosition position() {
        return journal.position();
    }

    /** Whether a failed write, or closing, has stopped it for good; waits for nobody. */
    public boolean isStopped() {
        return running.isStopped();
    }

    /**
     * Throws away what is derived and makes it anew from the journal.
     *
     * @return how many rows there are of each kind, or empty when it failed
     */
    public Optional<SortedMap<String, Long>> rebuildDerived() {
        running.lock();
        try {
            requireRunning();
            return parts.projection().rebuild();
        } finally {
            running.unlock();
        }
    }

    public EngineParts parts() {
        return parts;
    }

    /** Which thread goes on with which promotion. */
    Turns turns() {
        return turns;
    }

    @Override
    public void close() {
        running.lock();
        try {
            running.stop();
            try {
                parts.projection().close();
            } finally {
                try {
                    journal.close();
                } finally {
                    writer.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            running.unlock();
        }
    }
}
