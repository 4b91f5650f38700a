package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import java.time.Instant;
import java.util.Optional;

/**
 * A place that takes orders.
 *
 * <p>No method throws for what a network or a venue does: every doubt is a value. None repeats a
 * request by itself. A method returns within the venue's configured timeout. Thread-safe.
 */
public interface Venue {

    VenueId id();

    /** Sends it once. */
    Outcome place(ChildOrder order);

    Cancellation cancel(ClientOrderId id, Instrument instrument);

    Lookup find(ClientOrderId id, Instrument instrument);

    OpenOrders openOrders(Instrument instrument);

    /** The venue's clock, or empty when it does not answer. */
    Optional<Instant> time();
}
