package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.PromotionId;

/** The operator gives a promotion up. */
public final class WithdrawPromotion {

    private final Desk desk;

    public WithdrawPromotion(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PromotionId promotion, String reason) throws Unanswerable {
        return desk.give(new Command.Withdraw(promotion, reason));
    }
}
