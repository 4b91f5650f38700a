package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * Refuses what increases risk once the day has lost so much by fills, until midnight UTC. Closing
 * orders pass.
 */
public final class DailyLoss extends PreTradeControl {

    private final ExposureBook book;
    private final long most;

    /**
     * @param most loss at which it stops, in 10^-8 of the quote currency; positive
     */
    public DailyLoss(ExposureBook book, long most) {
        super("daily-loss");
        if (most <= 0) {
            throw new IllegalArgumentException("the loss of a day has a limit above zero");
        }
        this.book = book;
        this.most = most;
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        if (!increasesRisk) {
            return List.of();
        }
        if (!book.known()) {
            return List.of(PreTradeFindings.exposureUnknown(order, book.doubt()));
        }
        long loss = book.lossToday();
        if (loss < most) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.limit(
                        "daily-loss",
                        order,
                        "less than " + Amounts.text(most) + " lost today (UTC)",
                        Amounts.text(loss),
                        "close what is open; trading goes on tomorrow"));
    }
}
