package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.evidence.ReadEvidence;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.Resume;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state of an engine and what it decides upon it: snapshot, decision, events, state. Guarded by
 * the engine's lock, but for {@link #look}.
 */
final class Decisions {

    private final Running running;
    private final EngineParts parts;
    private final Effects effects;
    private final GroupCommit groups;
    private final SnapshotTaker snapshots;
    private final Latest latest = new Latest();
    private InstallationState state;

    Decisions(
            Running running,
            EngineParts parts,
            Effects effects,
            GroupCommit groups,
            InstallationState state) {
        this.running = running;
        this.parts = parts;
        this.effects = effects;
        this.groups = groups;
        this.snapshots =
                new SnapshotTaker(
                        new Observer(parts.workspace()),
                        parts.logs(),
                        parts.decider()::looksBeyond);
        this.state = state;
        this.latest.take(state);
    }

    InstallationState state() {
        return state;
    }

    /**
     * What can be done for a command beside the decisions of others, and is checked under the lock;
     * called without it.
     *
     * @param read evidence that need not be read again
     */
    Look look(Command command, Actor actor, ReadEvidence read) {
        parts.decider().foresee(latest.governance(), actor);
        return SnapshotTaker.judgedEvidence(command)
                .flatMap(latest::promotion)
                .map(open -> snapshots.look(command, open.promotion(), open.gate(), read))
                .orElse(Look.NONE);
    }

    /** Decides a command and hands what came of it to the journal. */
    Committed next(Function<InstallationView, Command> make, Actor actor, Look look)
            throws IOException {
        Command command = make.apply(state);
        Snapshot snapshot =
                snapshots.take(
                        state, command, parts.clock().instant(), groups.last().position(), look);
        List<Path> latches = command instanceof Resume ? effects.latches() : List.of();
        Decision decision = decide(command, actor, snapshot);
        return commit(command, decision, snapshot, latches);
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
        List<Draft> drafts = apply(events, snapshot.asOf());
        Optional<Finding> difference =
                decision instanceof Decision.Admitted admitted
                        ? Landings.difference(admitted, state)
                        : Optional.empty();
        if (difference.isPresent()) {
            return stopDiverging(command, difference.get(), snapshot, latches);
        }
        return decision instanceof Decision.Refused refused
                ? groups.append(
                        state,
                        Optional.of(refused.reason()),
                        refused.findings(),
                        events,
                        drafts,
                        latches)
                : groups.append(state, Optional.empty(), List.of(), events, drafts, latches);
    }

    /**
     * Box and state disagree about where the machine went: one of them is wrong, so nothing of the
     * decision is kept. The state is read anew from the journal and what was moving is halted.
     */
    private Committed stopDiverging(
            Command command, Finding finding, Snapshot snapshot, List<Path> latches)
            throws IOException {
        groups.last().await();
        state = reload();
        latest.take(state);
        Instant at = GroupCommit.eventTime(state, snapshot.asOf());
        List<Event> events = Refusals.halting(state, command, finding, at);
        List<Draft> drafts = apply(events, at);
        return groups.append(
                state, Optional.of(Reason.UNDECIDED), List.of(finding), events, drafts, latches);
    }

    private InstallationState reload() {
        try {
            StateLoader loader = new StateLoader(parts.people());
            parts.journals().replay(loader);
            return loader.state();
        } catch (IOException | JournalUnusable e) {
            running.stop();
            throw new EngineStopped("the journal cannot be read anew", e);
        }
    }

    private List<Draft> apply(List<Event> events, Instant asOf) {
        List<Draft> drafts = groups.apply(state, events, asOf);
        latest.take(events, state);
        return drafts;
    }
}
