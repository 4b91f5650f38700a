package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import java.util.Optional;

/** Does an accepted step again; the steps after it fall with it. */
public final class ReopenStep {

    private final Desk desk;

    public ReopenStep(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PromotionId promotion, Optional<StepId> step, String reason)
            throws Unanswerable {
        return desk.give(new Command.ReopenStep(promotion, desk.step(promotion, step), reason));
    }
}
