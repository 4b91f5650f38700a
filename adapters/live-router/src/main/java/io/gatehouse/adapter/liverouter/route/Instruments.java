package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.util.List;
import java.util.Optional;

/**
 * The venues' own ticks, lots and bounds.
 *
 * <p>A symbol has the same scales at every venue, so that quantities of one order can be added up;
 * what differs between venues is tick, lot and bounds. Thread-safe; answers from memory.
 */
public interface Instruments {

    /** A symbol as a venue trades it; empty when it does not, or is not known to. */
    Optional<Instrument> at(VenueId venue, String symbol);

    /** All that a venue trades and the router may order, for the comparison of open orders. */
    List<Instrument> of(VenueId venue);
}
