package io.gatehouse.core.decide;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.machine.AdmissionBox;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.port.SignatureVerifier;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.state.InstallationView;
import java.util.Objects;

/** Decides commands. */
public final class Decider {

    /** @param build identifies the build whose rules run; recorded with each verdict */
    public Decider(
            RuleBook rules,
            AdmissionBox box,
            SignatureVerifier signatures,
            Sealer sealer,
            String build) {
        Objects.requireNonNull(build);
    }

    public Decision decide(
            InstallationView state, Command command, Actor actor, Snapshot snapshot) {
        throw new IllegalStateException("decider under construction");
    }
}
