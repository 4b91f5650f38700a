package io.gatehouse.app.engine;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.port.Journal.JournalStopped;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an engine shows of its state, which is ahead of the disk: nothing that may not be there
 * after a crash. Who asks for one promotion waits for the groups that touched it, not for those of
 * others (ADR 0077). Thread-safe.
 */
final class DurableReads {

    private final Running running;
    private final GroupCommit groups;
    private final Supplier<InstallationState> state;

    DurableReads(Running running, GroupCommit groups, Supplier<InstallationState> state) {
        this.running = running;
        this.groups = groups;
        this.state = state;
    }

    /**
     * Runs a function on the state while no command is decided; it must not keep the view. Returns
     * when all that it may have seen is durable.
     *
     * @throws EngineStopped when that will never be
     */
    <T> T all(Function<InstallationView, T> reader) {
        T value;
        Pending seen;
        running.lock();
        try {
            value = reader.apply(state.get());
            seen = groups.last();
        } finally {
            running.unlock();
        }
        return when(seen, value);
    }

    /** One promotion, when every group that touched it is durable. */
    Optional<PromotionState> promotion(PromotionId id) {
        return of(AggregateId.of(id), view -> view.promotion(id));
    }

    /** The persons, keys and gates in force, when every group that touched them is durable. */
    GovernanceState governance() {
        return of(AggregateId.GOVERNANCE, InstallationView::governance);
    }

    /** A definition that was ever adopted. */
    Optional<GateDefinition> definition(Digest identity) {
        return of(AggregateId.GOVERNANCE, view -> view.definition(identity));
    }

    /**
     * @param reader looks at this aggregate alone
     */
    private <T> T of(AggregateId aggregate, Function<InstallationView, T> reader) {
        T value;
        Optional<Pending> seen;
        running.lock();
        try {
            if (groups.isAhead()) {
                running.stop();
                running.require(); // a group that the journal did not take is in the state
            }
            value = reader.apply(state.get());
            seen = groups.lastOf(aggregate);
        } finally {
            running.unlock();
        }
        return seen.isPresent() ? when(seen.get(), value) : value;
    }

    private <T> T when(Pending seen, T value) {
        try {
            seen.await();
        } catch (JournalStopped e) {
            throw running.unwritten(e);
        }
        return value;
    }
}
