package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * Refuses an order whose price is far from the reference price, in either direction (RTS 6, Art.
 * 15(1)(a), per order). A market order passes when there is a fresh reference to value it by.
 * Closing orders are judged too: a wrong price costs the same.
 */
public final class PriceCollar extends PreTradeControl {

    private static final long WHOLE = 10_000;

    private final FreshReference reference;
    private final long basisPoints;

    /**
     * @param basisPoints greatest distance from the reference, in 1/10,000; 1 to 10,000
     */
    public PriceCollar(FreshReference reference, long basisPoints) {
        super("price-collar");
        if (basisPoints < 1 || basisPoints > WHOLE) {
            throw new IllegalArgumentException("a collar is 1 to 10,000 basis points");
        }
        this.reference = reference;
        this.basisPoints = basisPoints;
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        long price = reference.of(order.instrument());
        if (price == 0) {
            return List.of(reference.missing(order));
        }
        if (order.type() == OrderType.MARKET || within(order.limitPrice(), price, basisPoints)) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.limit(
                        "price-collar",
                        order,
                        "within " + basisPoints + " basis points of " + price,
                        String.valueOf(order.limitPrice()),
                        "check the price and its reference; a price beyond the collar is not sent"));
    }

    /** Whether a price is no further from another than so many basis points of that other. */
    static boolean within(long price, long from, long basisPoints) {
        long distance = Math.abs(Math.subtractExact(price, from));
        return Math.multiplyExact(distance, WHOLE) <= Math.multiplyExact(from, basisPoints);
    }
}
