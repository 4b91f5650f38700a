package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.state.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs an exception from one waivable rule of one step. */
public final class WaiveRule {

    private final Desk desk;

    public WaiveRule(Desk desk) {
        this.desk = desk;
    }

    /** How long a waiver holds when nobody says. */
    public static final Duration DEFAULT = Duration.ofDays(7);

    /**
     * The second person joins the first one's waiver when reason and end are left out: both must
     * sign the same.
     */
    public Answer run(
            PromotionId id,
            StepId step,
            RuleId rule,
            Optional<String> reason,
            Optional<Instant> expires,
            Optional<Role> role)
            throws Unanswerable {
        Optional<Waiver> begun =
                desk.promotion(id).waivers().stream()
                        .filter(w -> w.step().equals(step) && w.rule().equals(rule))
                        .reduce((first, second) -> second);
        Instant now = desk.engine().clock().instant();
        return desk.give(
                new Command.Waive(
                        id,
                        step,
                        rule,
                        reason.or(() -> begun.map(Waiver::reason))
                                .orElseThrow(() -> Unanswerable.usage(Wording.of("waiver-reason"))),
                        expires.or(() -> begun.map(Waiver::expires)).orElse(now.plus(DEFAULT)),
                        desk.role(role, List.of(Role.OWNER, Role.COMPLIANCE))));
    }
}
