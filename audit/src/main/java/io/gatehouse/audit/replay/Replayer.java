package io.gatehouse.audit.replay;

import io.gatehouse.audit.journal.CommitRecord;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.core.apply.ApplyFault;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationState;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replay R1: rebuilds all state from the events alone and compares it with what the writer
 * recorded, the aggregate's digest before and after every event and the root at every commit
 * record.
 *
 * <p>Feed it the verified groups in order, from the first. After the first divergence it takes no
 * more: what follows would only repeat it. Memory is that of the state. Not thread-safe.
 */
public final class Replayer implements Consumer<JournalGroup> {

    private final InstallationState state = InstallationState.empty();
    private long events;
    private long groups;
    private Optional<JournalFault> fault = Optional.empty();

    /** Folds one group. */
    @Override
    public void accept(JournalGroup group) {
        if (fault.isPresent()) {
            return;
        }
        for (Recorded event : group.events()) {
            fault = fold(group, event);
            if (fault.isPresent()) {
                return;
            }
            events++;
        }
        CommitRecord commit = group.commit();
        fault = compare(group, commit.seq(), "root", commit.root(), state.root());
        groups++;
    }

    /** Events that were folded without a divergence. */
    public long events() {
        return events;
    }

    /** Groups whose root was compared. */
    public long groups() {
        return groups;
    }

    /** The first divergence, or empty when there is none so far. */
    public Optional<JournalFault> fault() {
        return fault;
    }

    /** The state so far; right only while there is no fault. */
    public InstallationState state() {
        return state;
    }

    private Optional<JournalFault> fold(JournalGroup group, Recorded recorded) {
        Draft draft = recorded.draft();
        Event event;
        try {
            event = EventCodec.decode(draft.type(), draft.version(), draft.data());
        } catch (CodecFault e) {
            // a journal that is almost understood is not understood: no event is skipped
            return fault(
                    JournalFault.Kind.EVENT_UNKNOWN,
                    group,
                    recorded.seq(),
                    "an event of this build",
                    draft.type() + " version " + draft.version());
        }
        if (!event.aggregate().equals(draft.aggregate())) {
            return fault(
                    JournalFault.Kind.STATE_DIVERGES,
                    group,
                    recorded.seq(),
                    "aggregate " + event.aggregate(),
                    "aggregate " + draft.aggregate());
        }
        Optional<JournalFault> before =
                compare(
                        group,
                        recorded.seq(),
                        draft.aggregate() + " before",
                        draft.before(),
                        state.digestOf(draft.aggregate()));
        if (before.isPresent()) {
            return before;
        }
        try {
            state.apply(event);
        } catch (ApplyFault e) {
            return cannotHappen(group, recorded, "ApplyFault");
        } catch (RuntimeException e) {
            // the appliers trust the writer; a forged event must end in a fault, not in a crash
            return cannotHappen(group, recorded, e.getClass().getSimpleName());
        }
        return compare(
                group,
                recorded.seq(),
                draft.aggregate() + " after",
                draft.after(),
                state.digestOf(draft.aggregate()));
    }

    private static Optional<JournalFault> cannotHappen(
            JournalGroup group, Recorded recorded, String how) {
        return fault(
                JournalFault.Kind.STATE_DIVERGES,
                group,
                recorded.seq(),
                "an event that can happen in this state of " + recorded.draft().aggregate(),
                recorded.draft().type() + " (" + how + ")");
    }

    private static Optional<JournalFault> compare(
            JournalGroup group, long seq, String what, Digest recorded, Digest folded) {
        return recorded.equals(folded)
                ? Optional.empty()
                : fault(
                        JournalFault.Kind.STATE_DIVERGES,
                        group,
                        seq,
                        what + " " + recorded + " as recorded",
                        what + " " + folded + " by replay");
    }

    private static Optional<JournalFault> fault(
            JournalFault.Kind kind,
            JournalGroup group,
            long seq,
            String expected,
            String observed) {
        return Optional.of(
                JournalFault.of(kind, group.segment(), 0, group.offset(), seq, expected, observed));
    }
}
