package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SignOffKind;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Agrees, in a role, to the evidence of one step as it lies there now. */
public final class SignOff {

    private final Desk desk;

    public SignOff(Desk desk) {
        this.desk = desk;
    }

    public Answer run(
            PromotionId id, Optional<StepId> step, Optional<Role> role, Optional<SignOffKind> kind)
            throws Unanswerable {
        PromotionState promotion = desk.promotion(id);
        StepId at = desk.step(id, step);
        return desk.give(
                new Command.SignOffStep(
                        id,
                        at,
                        desk.role(role, wanted(promotion, at)),
                        kind.orElse(SignOffKind.APPROVED),
                        promotion.evidenceRootOf(at)));
    }

    /** The roles that the step's rules name as signing. */
    private Set<Role> wanted(PromotionState promotion, StepId step) {
        Set<Role> roles = new LinkedHashSet<>();
        desk.gate(promotion).step(step).stream()
                .flatMap(s -> s.rules())
                .forEach(
                        rule -> {
                            rule.parameters()
                                    .text("role")
                                    .flatMap(Role::ofCode)
                                    .ifPresent(roles::add);
                            for (JsonValue value : rule.parameters().array("roles")) {
                                if (value instanceof JsonString text) {
                                    Role.ofCode(text.value()).ifPresent(roles::add);
                                }
                            }
                        });
        return roles;
    }
}
