package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;

/** Compliance says no, for good. */
public final class RejectPromotion {

    private final Desk desk;

    public RejectPromotion(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PromotionId promotion, String reason) throws Unanswerable {
        return desk.give(new Command.Reject(promotion, reason));
    }
}
