package io.gatehouse.adapter.liverouter.order;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Instant;

/**
 * One order to one venue.
 *
 * @param parent id of the order it serves
 * @param quantity scaled, positive
 * @param limitPrice scaled; 0 for a market order
 * @param validUntil the venue refuses the message when it arrives later than this, by the venue's
 *     clock (Binance {@code recvWindow}, Kraken {@code deadline}). That makes "no such order" a
 *     proof once the venue's clock has passed it; before, the message may still be on its way.
 */
public record ChildOrder(
        ClientOrderId id,
        String parent,
        VenueId venue,
        Instrument instrument,
        Side side,
        OrderType type,
        long quantity,
        long limitPrice,
        boolean reduceOnly,
        Instant validUntil) {

    public ChildOrder {
        if (quantity <= 0) {
            throw new IllegalArgumentException("quantity must be positive");
        }
        if (limitPrice < 0 || (type == OrderType.MARKET) != (limitPrice == 0)) {
            throw new IllegalArgumentException("a market order has no price, any other has one");
        }
    }
}
