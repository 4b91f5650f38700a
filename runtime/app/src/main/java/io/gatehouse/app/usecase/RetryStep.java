package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import java.util.Optional;

/** Puts a failed or lost step back to READY. */
public final class RetryStep {

    private final Desk desk;

    public RetryStep(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PromotionId promotion, Optional<StepId> step, String reason)
            throws Unanswerable {
        return desk.give(new Command.RetryStep(promotion, desk.step(promotion, step), reason));
    }
}
