package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.port.JournalGuard;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.Halt;
import io.gatehouse.core.command.Command.RecordTailCut;
import io.gatehouse.core.command.Command.Resume;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
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
    private final SnapshotTaker snapshots;
    private final Effects effects;
    private final JournalGuard guard;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Turns turns = new Turns();
    private final ReentrantLock lock = new ReentrantLock();
    private final Latest latest = new Latest();
    private InstallationState state;
    private Pending last;
    private boolean ahead;
    private volatile boolean stopped;

    private Engine(EngineParts parts, WriterLock writer, Journal journal, InstallationState state) {
        this.parts = parts;
        this.writer = writer;
        this.journal = journal;
        this.state = state;
        this.last = Pending.durable(journal.position());
        this.latest.take(state);
        this.snapshots = new SnapshotTaker(new Observer(parts.workspace()), parts.logs());
        this.effects = new Effects(parts.workspace(), parts.logs());
        this.guard = parts.journals().guard();
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
                engine.effects.reconcile(engine.state, loader.lines());
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

    private Projection.Source source() {
        return new Projection.Source() {
            @Override
            public JournalPosition position() {
                last.await();
                return journal.position();
            }

            @Override
            public InstallationView state() {
                return state;
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
        lock.lock();
        try {
            requireRunning();
            boolean founded = state.governance().installation().isPresent();
            return founded && !state.environment().isHalted() && !effects.latches().isEmpty()
                    ? Optional.of(submit(new Halt("a halt latch was found"), Actor.ENGINE))
                    : Optional.empty();
        } catch (IOException e) {
            stopped = true;
            throw new EngineStopped("the halt latches cannot be read", e);
        } finally {
            lock.unlock();
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
        try {
            // everything is read without the lock, so that a command need not wait for it
            Optional<Finding> damage = guard.prepare(journal.position());
            lock.lock();
            try {
                requireRunning();
                last.await();
                damage = damage.isPresent() ? damage : guard.check(journal.position());
                damage.ifPresent(this::stopOn);
            } finally {
                lock.unlock();
            }
        } catch (IOException e) {
            stopOn(
                    Finding.of(
                            "engine-journal",
                            "unreadable",
                            "journal",
                            "a journal that can be read",
                            e.getClass().getSimpleName(),
                            "make the files readable for this account; run 'gatehouse audit fsck'"));
        } catch (Journal.JournalStopped e) {
            throw unwritten(e);
        }
    }

    private void stopOn(Finding damage) {
        lock.lock();
        try {
            stopped = true;
            effects.stopEverything();
        } catch (IOException e) {
            throw new EngineStopped("the history is damaged, and no latch could be dropped", e);
        } finally {
            lock.unlock();
        }
        throw new EngineStopped(List.of(damage));
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
        return submit(view -> command, actor, () -> look(command, actor));
    }

    /**
     * Decides a command on a condition.
     *
     * @param condition is shown the state under the lock; when it throws, nothing is decided
     */
    Outcome submit(Command command, Actor actor, Consumer<InstallationView> condition) {
        return submit(
                view -> {
                    condition.accept(view);
                    return command;
                },
                actor,
                () -> look(command, actor));
    }

    /** Decides a command made from the state as it is under the lock. */
    public Outcome submitWith(Function<InstallationView, Command> make, Actor actor) {
        return submit(make, actor, () -> Look.NONE);
    }

    /**
     * What can be done for a command beside the decisions of others, and is checked under the lock.
     */
    private Look look(Command command, Actor actor) {
        parts.decider().foresee(latest.governance(), actor);
        return SnapshotTaker.judgedEvidence(command)
                .map(id -> snapshots.look(latest.promotion(id)))
                .orElse(Look.NONE);
    }

    private Outcome submit(
            Function<InstallationView, Command> make, Actor actor, Supplier<Look> look) {
        try {
            Committed committed = decideNext(make, actor, look.get());
            committed.pending().await();
            parts.projection().durable(committed.pending().position());
            committed.after().run();
            return committed.outcome();
        } catch (IOException | UncheckedIOException e) {
            stopped = true; // what follows from a durable group is for a restart to complete
            throw new EngineStopped("the workspace cannot be read or written any more", e);
        } catch (Journal.JournalStopped e) {
            throw unwritten(e);
        }
    }

    private Committed decideNext(Function<InstallationView, Command> make, Actor actor, Look look)
            throws IOException {
        lock.lock();
        try {
            requireRunning();
            Command command = make.apply(state);
            Snapshot snapshot =
                    snapshots.take(state, command, parts.clock().instant(), last.position(), look);
            List<Path> latches = command instanceof Resume ? effects.latches() : List.of();
            Decision decision = decide(command, actor, snapshot);
            return commit(command, decision, snapshot, latches);
        } finally {
            lock.unlock();
        }
    }

    private Decision decide(Command command, Actor actor, Snapshot snapshot) {
        try {
            return parts.decider().decide(state, command, actor, snapshot);
        } catch (RuntimeException e) {
            // A fault of the program must be a refusal that is on record, not a way around one.
            return Refusals.undecided(
                    state, command, actor, snapshot.asOf(), Refusals.decideFailed(command, e));
        }
    }

    private Committed commit(
            Command command, Decision decision, Snapshot snapshot, List<Path> latches)
            throws IOException {
        List<Event> events = decision.events();
        List<Draft> drafts = applyAll(events, snapshot.asOf());
        Optional<Finding> difference =
                decision instanceof Decision.Admitted admitted
                        ? Landings.difference(admitted, state)
                        : Optional.empty();
        if (difference.isPresent()) {
            return stopDiverging(command, difference.get(), snapshot, latches);
        }
        return decision instanceof Decision.Refused refused
                ? append(Optional.of(refused.reason()), refused.findings(), events, drafts, latches)
                : append(Optional.empty(), List.of(), events, drafts, latches);
    }

    /**
     * Box and state disagree about where the machine went: one of them is wrong, so nothing of the
     * decision is kept. The state is read anew from the journal and what was moving is halted.
     */
    private Committed stopDiverging(
            Command command, Finding finding, Snapshot snapshot, List<Path> latches)
            throws IOException {
        last.await();
        state = reload();
        latest.take(state);
        Instant at = eventTime(snapshot.asOf());
        List<Event> events = Refusals.halting(state, command, finding, at);
        List<Draft> drafts = applyAll(events, at);
        return append(Optional.of(Reason.UNDECIDED), List.of(finding), events, drafts, latches);
    }

    private InstallationState reload() {
        try {
            StateLoader loader = new StateLoader(parts.people());
            parts.journals().replay(loader);
            return loader.state();
        } catch (IOException | JournalUnusable e) {
            stopped = true;
            throw new EngineStopped("the journal cannot be read anew", e);
        }
    }

    private List<Draft> applyAll(List<Event> events, Instant asOf) {
        // Event time never decreases, whatever the wall clock says.
        Instant time = eventTime(asOf);
        List<Draft> drafts = new ArrayList<>();
        // From here on memory is ahead of the disk: if this or the append fails, the engine is
        // dead.
        ahead = true;
        for (Event event : events) {
            var before = state.digestOf(event.aggregate());
            state.apply(event);
            drafts.add(
                    new Draft(
                            time,
                            EventCodec.typeOf(event),
                            EventCodec.VERSION,
                            event.aggregate(),
                            before,
                            state.digestOf(event.aggregate()),
                            EventCodec.encode(event)));
        }
        latest.take(events, state);
        return drafts;
    }

    private Instant eventTime(Instant asOf) {
        Instant last = state.ledger().lastTime();
        return asOf.isBefore(last) ? last : asOf;
    }

    private Committed append(
            Optional<Reason> refusal,
            List<Finding> findings,
            List<Event> events,
            List<Draft> drafts,
            List<Path> latches)
            throws IOException {
        boolean awaited = Effects.areAwaited(events, state);
        try {
            last = journal.begin(drafts, state.root());
            parts.projection().project(events, drafts, state, last);
            if (awaited) {
                last.await();
            }
        } catch (RuntimeException e) {
            effects.abandon(events);
            throw unwritten(e);
        }
        if (awaited) {
            carryOut(events, latches);
        }
        ahead = false;
        return new Committed(
                new Outcome(refusal, findings, events, last.position()),
                last,
                effects.manifest(events, state, last.position().seq()));
    }

    private EngineStopped unwritten(RuntimeException cause) {
        stopped = true;
        return new EngineStopped(
                "the journal could not be written; nothing was acknowledged", cause);
    }

    private void carryOut(List<Event> events, List<Path> latches) throws IOException {
        effects.carryOut(events, state, latches);
        if (events.stream().anyMatch(e -> e instanceof io.gatehouse.core.event.LogEvent)) {
            journal.syncHead();
        }
        if (events.stream().anyMatch(e -> e instanceof io.gatehouse.core.event.GovernanceEvent)) {
            parts.people().accept(state.governance());
        }
    }

    private void requireRunning() {
        if (stopped || ahead) {
            throw new EngineStopped("the engine was stopped by a failed write", null);
        }
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
        lock.lock();
        try {
            value = reader.apply(state);
            seen = last;
        } finally {
            lock.unlock();
        }
        try {
            seen.await();
        } catch (Journal.JournalStopped e) {
            throw unwritten(e);
        }
        return value;
    }

    public JournalPosition position() {
        return journal.position();
    }

    /** Whether a failed write, or closing, has stopped it for good; waits for nobody. */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Throws away what is derived and makes it anew from the journal.
     *
     * @return how many rows there are of each kind, or empty when it failed
     */
    public Optional<SortedMap<String, Long>> rebuildDerived() {
        lock.lock();
        try {
            requireRunning();
            return parts.projection().rebuild();
        } finally {
            lock.unlock();
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
        lock.lock();
        try {
            stopped = true;
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
            lock.unlock();
        }
    }
}
