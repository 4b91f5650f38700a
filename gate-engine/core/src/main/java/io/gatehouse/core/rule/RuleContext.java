package io.gatehouse.core.rule;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.time.Instant;
import java.util.List;

/**
 * All that a rule may look at.
 *
 * @param step the step that the reference stands in, or the decision
 * @param snapshot evidence as it is now, re-digested, with its bytes; of the step alone when none
 *     of its rules looks beyond it
 * @param macs answers questions about message authentication codes; every answer is recorded
 */
public record RuleContext(
        GateDefinition gate,
        StepDefinition step,
        RuleReference reference,
        PromotionState promotion,
        InstallationView installation,
        Snapshot snapshot,
        MacVerifier macs) {

    public JsonObject parameters() {
        return reference.parameters();
    }

    /** The time of the decision; the only time that a rule may use. */
    public Instant asOf() {
        return snapshot.asOf();
    }

    /** Evidence of this promotion for an artefact of this step, in id order. */
    public List<Observation> evidence(ArtefactId artefact) {
        return snapshot.observations().stream()
                .filter(
                        o ->
                                o.item().step().equals(step.id())
                                        && o.item().artefact().equals(artefact))
                .toList();
    }

    /** All evidence of this step, in id order. */
    public List<Observation> evidence() {
        return snapshot.observations().stream()
                .filter(o -> o.item().step().equals(step.id()))
                .toList();
    }
}
