package io.gatehouse.app.engine;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Folds a journal into state while it is read, and checks at the end that each aggregate has the
 * digest that its last event recorded: a program that applies events differently than the one that
 * wrote them must not go on from there.
 */
public final class StateLoader implements Consumer<Recorded> {

    private final InstallationState state = InstallationState.empty();
    private final SortedMap<LogName, List<LineAppended>> lines = new TreeMap<>();
    private final Map<AggregateId, Digest> expected = new TreeMap<>();
    private final List<Finding> faults = new ArrayList<>();
    private final Consumer<GovernanceState> people;
    private long seq;

    /**
     * @param people is told the persons after each change
     */
    public StateLoader(Consumer<GovernanceState> people) {
        this.people = people;
    }

    @Override
    public void accept(Recorded recorded) {
        seq = recorded.seq();
        if (!faults.isEmpty()) {
            return;
        }
        Draft draft = recorded.draft();
        try {
            Event event = EventCodec.decode(draft.type(), draft.version(), draft.data());
            if (!event.aggregate().equals(draft.aggregate())) {
                throw new CodecFault(
                        "event of " + event.aggregate() + " under " + draft.aggregate());
            }
            state.apply(event);
            expected.put(draft.aggregate(), draft.after());
            if (event instanceof GovernanceEvent) {
                people.accept(state.governance());
            }
            if (event instanceof LineAppended line) {
                lines.computeIfAbsent(line.log(), log -> new ArrayList<>()).add(line);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Unknown or impossible: a journal that is almost understood is not understood.
            faults.add(
                    fault(
                            "event-not-understood",
                            "event " + recorded.seq(),
                            "an event that this build can apply",
                            String.valueOf(e.getMessage())));
        }
    }

    /**
     * The state after the last event.
     *
     * @throws JournalUnusable when an event could not be applied or led elsewhere than recorded
     */
    public InstallationState state() throws JournalUnusable {
        expected.forEach(this::compare);
        if (!faults.isEmpty()) {
            throw new JournalUnusable(faults);
        }
        return state;
    }

    private void compare(AggregateId aggregate, Digest recorded) {
        if (!faults.isEmpty()) {
            return;
        }
        String observed;
        try {
            Digest own = state.digestOf(aggregate);
            if (own.equals(recorded)) {
                return;
            }
            observed = own.abbreviated();
        } catch (IllegalArgumentException | IllegalStateException e) {
            // a state that has no canonical form is none that was ever recorded
            observed = String.valueOf(e.getMessage());
        }
        faults.add(fault("state-differs", aggregate.value(), recorded.abbreviated(), observed));
    }

    /** All decision-log lines of the journal, by log. */
    public SortedMap<LogName, List<LineAppended>> lines() {
        return Collections.unmodifiableSortedMap(lines);
    }

    /** The number of the last event read. */
    public long seq() {
        return seq;
    }

    private static Finding fault(String code, String subject, String expected, String observed) {
        return Finding.of(
                "engine-journal",
                code,
                subject,
                expected,
                observed,
                "run 'gatehouse audit fsck'; use the build that wrote the journal");
    }
}
