package io.gatehouse.adapter.liverouter.ledger;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Instant;

/** Orders for tests: lots of 10, ticks of 5, at least 1,000 of value. */
public final class Orders {

    public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    public static final Instrument BTC = new Instrument("BTCUSDT", 2, 3, 5, 10, 1_000, 10_000);
    public static final VenueId FIRST = new VenueId("first");
    public static final VenueId SECOND = new VenueId("second");
    public static final VenueId THIRD = new VenueId("third");

    private Orders() {}

    public static ParentOrder parent(String id, OrderType type, long quantity) {
        return new ParentOrder(
                id,
                BTC,
                "balanced",
                "trend",
                Side.BUY,
                type,
                quantity,
                type == OrderType.MARKET ? 0 : 100,
                false);
    }

    public static ChildOrder child(String id, String parent, long quantity) {
        return new ChildOrder(
                new ClientOrderId(id),
                parent,
                FIRST,
                BTC,
                Side.BUY,
                OrderType.LIMIT,
                quantity,
                100,
                false,
                NOW.plusSeconds(2));
    }

    public static OrderReport report(String id, OrderStatus status, long quantity, long filled) {
        return new OrderReport(
                new ClientOrderId(id), "v-" + id, status, quantity, filled, filled * 100);
    }
}
