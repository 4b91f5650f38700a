package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * Refuses an order that would bring the cost of all positions and the value of all open orders over
 * a limit. Closing orders pass.
 */
public final class OpenNotional extends PreTradeControl {

    private final ExposureBook book;
    private final FreshReference reference;
    private final long most;

    /**
     * @param most in 10^-8 of the quote currency; positive
     */
    public OpenNotional(ExposureBook book, FreshReference reference, long most) {
        super("open-notional");
        if (most <= 0) {
            throw new IllegalArgumentException("the open notional has a limit above zero");
        }
        this.book = book;
        this.reference = reference;
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
        long price = reference.worth(order);
        if (price == 0) {
            return List.of(reference.missing(order));
        }
        long value = Amounts.quote(order.instrument(), price, order.quantity());
        long total = Math.addExact(book.openNotional(), value);
        if (total <= most) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.limit(
                        "open-notional",
                        order,
                        "at most " + Amounts.text(most),
                        Amounts.text(total) + " with this order",
                        "close or cancel first"));
    }
}
