package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;

/** Says how an action ended whose outcome was lost. */
public final class ResolveAction {

    private final Desk desk;

    public ResolveAction(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PromotionId promotion, String slot, boolean succeeded, String note)
            throws Unanswerable {
        return desk.give(new Command.ResolveAction(promotion, slot, succeeded, note));
    }
}
