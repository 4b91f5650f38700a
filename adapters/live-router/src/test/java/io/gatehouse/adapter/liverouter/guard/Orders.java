package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Instant;

/** Orders for tests: prices in cents, quantities in 1/100,000. */
public final class Orders {

    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** One unit of the base. */
    public static final long ONE = 100_000;

    public static final Instrument BTC = instrument("BTCUSDT");
    public static final Instrument ETH = instrument("ETHUSDT");

    private static long next;

    private Orders() {}

    public static Instrument instrument(String symbol) {
        return new Instrument(symbol, 2, 5, 1, 1, 0, 1_000 * ONE);
    }

    public static ChildOrder limit(Instrument instrument, Side side, long quantity, long price) {
        return order("venue_a", "parent-1", instrument, side, OrderType.LIMIT, quantity, price);
    }

    public static ChildOrder market(Instrument instrument, Side side, long quantity) {
        return order("venue_a", "parent-1", instrument, side, OrderType.MARKET, quantity, 0);
    }

    public static ChildOrder buy(long quantity, long price) {
        return limit(BTC, Side.BUY, quantity, price);
    }

    public static ChildOrder sell(long quantity, long price) {
        return limit(BTC, Side.SELL, quantity, price);
    }

    public static synchronized ChildOrder order(
            String venue,
            String parent,
            Instrument instrument,
            Side side,
            OrderType type,
            long quantity,
            long price) {
        next++;
        return new ChildOrder(
                new ClientOrderId("gh-" + next),
                parent,
                new VenueId(venue),
                instrument,
                side,
                type,
                quantity,
                price,
                false,
                NOON.plusSeconds(5));
    }
}
