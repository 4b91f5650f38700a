package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Clients of Kraken at a stand-in. */
final class KrakenBench {

    private KrakenBench() {}

    static VenueSettings settings(URI address, long timeoutMillis) {
        return new VenueSettings(
                new VenueId("kraken_spot"), address, Duration.ofMillis(timeoutMillis), Map.of());
    }

    static VenueCredentials credentials() {
        return new VenueCredentials(StandInServer.API_KEY, StandInServer.KRAKEN_SECRET);
    }

    static KrakenVenue venue(URI address, long timeoutMillis, Clock clock) {
        return new KrakenVenue(settings(address, timeoutMillis), credentials(), clock, Egress.ANY);
    }
}
