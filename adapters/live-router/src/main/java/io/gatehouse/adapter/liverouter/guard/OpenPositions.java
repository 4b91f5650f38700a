package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * Refuses an order in one more instrument than may be held or ordered at once. Closing orders pass.
 */
public final class OpenPositions extends PreTradeControl {

    private final ExposureBook book;
    private final int most;

    public OpenPositions(ExposureBook book, int most) {
        super("open-positions");
        if (most < 1) {
            throw new IllegalArgumentException("at least one position may be open");
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
        if (book.occupied() < most
                || (book.occupied() == most && book.occupied(order.instrument().symbol()))) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.limit(
                        "open-positions",
                        order,
                        "at most " + most + " instruments held or ordered",
                        book.occupied() + " already",
                        "close a position first"));
    }
}
