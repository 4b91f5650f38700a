package io.gatehouse.adapter.liverouter.venue.paper;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.VenueInspector;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a venue on paper says of itself: the instruments it was configured with, and its own quotes.
 */
public final class PaperInspector implements VenueInspector {

    private final PaperVenue venue;
    private final Map<String, Instrument> instruments;

    /**
     * @param instruments by symbol
     */
    public PaperInspector(PaperVenue venue, Map<String, Instrument> instruments) {
        this.venue = venue;
        this.instruments = Map.copyOf(instruments);
    }

    @Override
    public Optional<Instrument> instrument(String symbol) {
        return Optional.ofNullable(instruments.get(symbol));
    }

    @Override
    public OptionalLong price(Instrument instrument) {
        return venue.price(instrument);
    }

    /** It has no account: orders fill, and nothing can be taken out. */
    @Override
    public Optional<Permissions> permissions() {
        return Optional.of(new Permissions(true, true, false));
    }
}
