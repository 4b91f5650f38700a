package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** What the tests of this package share: an instrument, orders, venues at a stand-in. */
final class Bench {

    static final Instrument BTC = Listing.usual().get(0).instrument();
    static final VenueId VENUE = new VenueId("binance_spot");

    private Bench() {}

    static VenueCredentials credentials() {
        return new VenueCredentials(StandInServer.API_KEY, StandInServer.API_SECRET);
    }

    static VenueSettings settings(URI address, long timeoutMillis) {
        return new VenueSettings(VENUE, address, Duration.ofMillis(timeoutMillis), Map.of());
    }

    static ChildOrder order(SkewedClock clock, String id, OrderType type, long price, long window) {
        return order(clock, id, Side.BUY, type, price, 100, window);
    }

    static ChildOrder order(
            SkewedClock clock,
            String id,
            Side side,
            OrderType type,
            long price,
            long quantity,
            long window) {
        return new ChildOrder(
                new ClientOrderId(id),
                "parent",
                VENUE,
                BTC,
                side,
                type,
                quantity,
                price,
                false,
                clock.instant().plusMillis(window));
    }
}
