package io.gatehouse.core.decide;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.PromotionState;
import java.util.Optional;

/** The promotion that a command is about, with the definition that it keeps. */
record Subject(PromotionState promotion, GateDefinition gate) {

    static Optional<Subject> of(Case c, PromotionId id) {
        return c.state()
                .promotion(id)
                .flatMap(
                        p ->
                                c.state()
                                        .definition(p.definition())
                                        .map(gate -> new Subject(p, gate)));
    }

    static Finding unknown(PromotionId id) {
        return Findings.state("promotion/" + id, "a promotion that was opened", "none of that id");
    }

    Optional<StepDefinition> step(StepId id) {
        return gate.step(id);
    }

    Finding unknownStep(StepId id) {
        return Findings.state(
                "promotion/" + promotion.id(),
                "one of " + gate.steps().stream().map(s -> s.id().value()).toList(),
                "step " + id);
    }

    String name() {
        return "promotion/" + promotion.id();
    }
}
