package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.OrderReport;
import java.time.Instant;

/** Answer to "what became of the order with this client id?". */
public sealed interface Lookup {

    record Found(OrderReport report) implements Lookup {}

    /**
     * The venue does not know it.
     *
     * @param venueTime the venue's clock when it said so: a proof of absence only when later than
     *     the order's {@code validUntil}
     */
    record Absent(Instant venueTime) implements Lookup {}

    /** The question itself was not answered. */
    record Unknown(Outcome.Doubt doubt, String detail) implements Lookup {}
}
