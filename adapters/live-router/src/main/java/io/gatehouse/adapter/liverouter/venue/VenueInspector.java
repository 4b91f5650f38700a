package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.Instrument;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a venue says of itself: its instruments, its prices, and what our key may do there.
 *
 * <p>Reads only; empty where it does not answer or not readably. Thread-safe.
 */
public interface VenueInspector {

    /**
     * What the key may do.
     *
     * @param trade whether it may place orders
     * @param withdraw whether it may take money out
     */
    record Permissions(boolean read, boolean trade, boolean withdraw) {}

    /** The instrument of a neutral symbol, with the venue's tick, lot and bounds. */
    Optional<Instrument> instrument(String symbol);

    /** The last price, scaled. */
    OptionalLong price(Instrument instrument);

    Optional<Permissions> permissions();
}
