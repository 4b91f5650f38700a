package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where a venue is and how long it is waited for.
 *
 * @param timeout of one request, with its whole answer; positive. A look-up makes two or three.
 * @param symbols the venue's own names by neutral symbol, where they differ ({@code XBTUSDT})
 */
public record VenueSettings(
        VenueId id, URI address, Duration timeout, Map<String, String> symbols) {

    public VenueSettings {
        symbols = Map.copyOf(symbols);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a venue's timeout is positive");
        }
        boolean loopback = "127.0.0.1".equals(address.getHost());
        if (!"https".equals(address.getScheme())
                && !("http".equals(address.getScheme()) && loopback)) {
            // an order in clear text could be read and repeated by anyone on its way
            throw new IllegalArgumentException("a venue is reached by https, or on loopback");
        }
    }

    String symbol(Instrument instrument) {
        return symbols.getOrDefault(instrument.symbol(), instrument.symbol());
    }
}
