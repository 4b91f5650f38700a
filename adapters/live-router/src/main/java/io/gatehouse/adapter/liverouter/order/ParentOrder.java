package io.gatehouse.adapter.liverouter.order;

/**
 * What a strategy wants: it becomes one or more child orders, whose quantities together never pass
 * its own.
 *
 * @param id unique within the installation; the same id twice is one order
 * @param profile risk profile whose limits apply
 * @param strategy algorithm that decided, so that every order can be traced to it (RTS 6, Art. 12)
 * @param quantity scaled, positive
 * @param limitPrice scaled; 0 for a market order
 * @param reduceOnly whether it may only bring a position nearer to zero
 */
public record ParentOrder(
        String id,
        Instrument instrument,
        String profile,
        String strategy,
        Side side,
        OrderType type,
        long quantity,
        long limitPrice,
        boolean reduceOnly) {

    public ParentOrder {
        if (id.isBlank() || profile.isBlank() || strategy.isBlank()) {
            throw new IllegalArgumentException("an order names itself, a profile and a strategy");
        }
        if (quantity <= 0) {
            throw new IllegalArgumentException("quantity must be positive");
        }
        if (limitPrice < 0 || (type == OrderType.MARKET) != (limitPrice == 0)) {
            throw new IllegalArgumentException("a market order has no price, any other has one");
        }
    }
}
