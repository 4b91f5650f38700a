package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import java.util.Optional;

/** Presents what is attached in place of a step's action, where the step has alternatives. */
public final class SubmitStep {

    private final Desk desk;

    public SubmitStep(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PromotionId promotion, Optional<StepId> step) throws Unanswerable {
        return desk.give(new Command.SubmitStep(promotion, desk.step(promotion, step)));
    }
}
