package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;

/** Puts the approved entry into the decision log; activation and grant follow. */
public final class SealPromotion {

    private final Desk desk;

    public SealPromotion(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PromotionId promotion) throws Unanswerable {
        return desk.give(new Command.Seal(promotion));
    }
}
