package io.gatehouse.core.definition;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The definition of one transition: steps in the runbook's order, then a decision.
 *
 * <p>Its identity is the SHA-384 of its canonical JSON ({@link #digest}). A promotion records the
 * identity when it opens and keeps it to the end, whatever the files say later.
 *
 * @param from environment in which the gate may open
 * @param to environment that it grants; equal to {@code from} for stage6, which moves none
 * @param decision the last row of the runbook's stage: its rules are run when the entry is sealed
 * @param approvalValidity how long an approval counts after it was given
 * @param permitValidity how long an issued permit holds
 * @param lease for LIVE: how long the permit holds without renewal; empty elsewhere
 * @param reverify how often what the environment rests upon is looked at again while it is active
 * @param configuration the artefact whose digest the permit binds, when the gate moves an
 *     environment
 * @param limits pilot limits that the permit carries; empty object when there are none
 * @param source the canonical JSON of the definition, from which everything else here was read
 */
public record GateDefinition(
        GateId id,
        Bilingual title,
        Environment from,
        Environment to,
        LogName log,
        String stage,
        Grant grants,
        Duration expiresAfter,
        Duration approvalValidity,
        Duration permitValidity,
        Optional<Duration> lease,
        Duration reverify,
        Optional<ArtefactId> configuration,
        List<StepDefinition> steps,
        StepDefinition decision,
        List<ApprovalRequirement> approvals,
        Separation separation,
        OnFailure onFailure,
        List<ActionDefinition> activates,
        JsonObject limits,
        JsonObject source,
        Digest digest) {

    /** How often an environment is verified again where the definition says nothing. */
    public static final Duration REVERIFY = Duration.ofSeconds(60);

    public GateDefinition {
        steps = List.copyOf(steps);
        approvals = List.copyOf(approvals);
        activates = List.copyOf(activates);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("gate '" + id + "' has no steps");
        }
        if (approvals.isEmpty()) {
            throw new IllegalArgumentException("gate '" + id + "' has no approvals");
        }
        if (!digest.equals(Digest.of(source))) {
            throw new IllegalArgumentException(
                    "gate '" + id + "': digest is not that of its source");
        }
    }

    /** Whether a grant of this gate moves the environment. */
    public boolean movesEnvironment() {
        return from != to;
    }

    /** The step of that id; the decision is not a step. */
    public Optional<StepDefinition> step(StepId step) {
        return steps.stream().filter(s -> s.id().equals(step)).findFirst();
    }
}
