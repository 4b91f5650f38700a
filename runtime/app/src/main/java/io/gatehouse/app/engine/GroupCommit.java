package io.gatehouse.app.engine;

import io.gatehouse.app.port.Projection;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.event.LogEvent;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Groups of events on their way from a decision to the disk: applied to the state in memory, handed
 * to the journal in that order, and waited for where the next decision may look at what follows
 * from them (ADR 0052). Guarded by the engine's lock.
 */
final class GroupCommit {

    private final Running running;
    private final Journal journal;
    private final Projection projection;
    private final Effects effects;
    private final Consumer<GovernanceState> people;
    private Pending last;
    private boolean ahead;

    GroupCommit(Running running, Journal journal, EngineParts parts, Effects effects) {
        this.running = running;
        this.journal = journal;
        this.projection = parts.projection();
        this.effects = effects;
        this.people = parts.people();
        this.last = Pending.durable(journal.position());
    }

    /** The group that was handed to the journal last. */
    Pending last() {
        return last;
    }

    /** Whether a group was applied that did not reach the journal: memory is not to be trusted. */
    boolean isAhead() {
        return ahead;
    }

    /** Event time never decreases, whatever the wall clock says. */
    static Instant eventTime(InstallationState state, Instant asOf) {
        Instant last = state.ledger().lastTime();
        return asOf.isBefore(last) ? last : asOf;
    }

    /**
     * Applies a group. From here on memory is ahead of the disk: if this or the append fails, the
     * engine is dead.
     */
    List<Draft> apply(InstallationState state, List<Event> events, Instant asOf) {
        Instant time = eventTime(state, asOf);
        List<Draft> drafts = new ArrayList<>();
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
        return drafts;
    }

    /**
     * Hands an applied group to the journal.
     *
     * @param latches those that were down when the group was decided
     */
    Committed append(
            InstallationState state,
            Optional<Reason> refusal,
            List<Finding> findings,
            List<Event> events,
            List<Draft> drafts,
            List<Path> latches)
            throws IOException {
        boolean awaited = Effects.areAwaited(events, state);
        try {
            last = journal.begin(drafts, state.root());
            projection.project(events, drafts, state, last);
            if (awaited) {
                last.await();
            }
        } catch (RuntimeException e) {
            effects.abandon(events);
            throw running.unwritten(e);
        }
        if (awaited) {
            carryOut(events, state, latches);
        }
        ahead = false;
        return new Committed(
                new Outcome(refusal, findings, events, last.position()),
                last,
                effects.manifest(events, state, last.position().seq()));
    }

    private void carryOut(List<Event> events, InstallationState state, List<Path> latches)
            throws IOException {
        effects.carryOut(events, state, latches);
        if (events.stream().anyMatch(LogEvent.class::isInstance)) {
            journal.syncHead();
        }
        if (events.stream().anyMatch(GovernanceEvent.class::isInstance)) {
            people.accept(state.governance());
        }
    }
}
