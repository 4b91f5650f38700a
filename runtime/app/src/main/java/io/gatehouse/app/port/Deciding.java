package io.gatehouse.app.port;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationView;

/** {@link io.gatehouse.core.decide.Decider#decide} as a port: pure, thread-safe. */
@FunctionalInterface
public interface Deciding {

    Decision decide(InstallationView state, Command command, Actor actor, Snapshot snapshot);

    /**
     * Does what can be done for a decision that is about to be asked for on this thread, without
     * the lock under which decisions are made. It changes no decision, only how long one takes.
     */
    default void foresee(GovernanceState governance, Actor actor) {}

    /** Whether a rule of the step may look at evidence of other steps. */
    default boolean looksBeyond(GateDefinition gate, StepDefinition step) {
        return true;
    }
}
