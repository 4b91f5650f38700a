package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import java.util.Optional;

/** Runs the action of a step, the current one unless another is named. */
public final class RunStep {

    private final Desk desk;

    public RunStep(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PromotionId promotion, Optional<StepId> step) throws Unanswerable {
        return desk.give(new Command.RunStep(promotion, desk.step(promotion, step)));
    }
}
