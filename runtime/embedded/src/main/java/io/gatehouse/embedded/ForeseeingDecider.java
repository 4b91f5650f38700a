package io.gatehouse.embedded;

import io.gatehouse.app.port.Deciding;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decider;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.SignedStatement;
import java.util.Optional;

/** The decider, with persons' signatures verified before the engine's lock is taken. */
final class ForeseeingDecider implements Deciding {

    private final Decider decider;
    private final RememberedSignature signatures;

    ForeseeingDecider(Decider decider, RememberedSignature signatures) {
        this.decider = decider;
        this.signatures = signatures;
    }

    @Override
    public void foresee(GovernanceState governance, Actor actor) {
        if (actor.signed().isPresent()) {
            SignedStatement signed = actor.signed().get();
            Optional<PersonKey> key =
                    governance.person(signed.person()).flatMap(p -> p.key(signed.key()));
            // Whether that key may sign is for the decision to say; here it is only multiplied.
            key.ifPresent(
                    k ->
                            signatures.verifyAhead(
                                    k.publicKey(), signed.statement(), signed.signature()));
        }
    }

    @Override
    public boolean looksBeyond(GateDefinition gate, StepDefinition step) {
        return decider.evaluator().looksBeyond(gate, step);
    }

    @Override
    public Decision decide(
            InstallationView state, Command command, Actor actor, Snapshot snapshot) {
        return decider.decide(state, command, actor, snapshot);
    }
}
