package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Orders that rest in memory until they are cancelled. Thread-safe. */
final class BookVenue implements Venue {

    private final VenueId id;
    private final Map<ClientOrderId, ChildOrder> open = new ConcurrentHashMap<>();

    BookVenue(VenueId id) {
        this.id = id;
    }

    @Override
    public VenueId id() {
        return id;
    }

    @Override
    public Outcome place(ChildOrder order) {
        open.put(order.id(), order);
        return new Outcome.Accepted(report(order, OrderStatus.OPEN));
    }

    @Override
    public Cancellation cancel(ClientOrderId order, Instrument instrument) {
        ChildOrder found = open.remove(order);
        return found == null
                ? new Cancellation.NotOpen("not open")
                : new Cancellation.Done(report(found, OrderStatus.CANCELLED));
    }

    @Override
    public Lookup find(ClientOrderId order, Instrument instrument) {
        ChildOrder found = open.get(order);
        return found == null
                ? new Lookup.Absent(Instant.now())
                : new Lookup.Found(report(found, OrderStatus.OPEN));
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        return new OpenOrders.Listed(
                open.values().stream().map(order -> report(order, OrderStatus.OPEN)).toList());
    }

    @Override
    public Optional<Instant> time() {
        return Optional.of(Instant.now());
    }

    private static OrderReport report(ChildOrder order, OrderStatus status) {
        return new OrderReport(order.id(), "v", status, order.quantity(), 0, 0);
    }
}
