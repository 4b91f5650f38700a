package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueInspector;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceInspector;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import io.gatehouse.adapter.liverouter.venue.xchange.KrakenInspector;
import io.gatehouse.adapter.liverouter.venue.xchange.KrakenVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.LocalVenueCredentials;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueSettings;
import io.gatehouse.core.rule.Finding;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A venue with its client and with what it says of itself.
 *
 * @param symbols that may be ordered there
 */
record Connected(Venue venue, VenueInspector inspector, Set<String> symbols) {

    /** The one adapter whose language is not Binance's. */
    static final String KRAKEN = "kraken_spot";

    Connected {
        symbols = Set.copyOf(symbols);
    }

    /** Clients of all venues, or why one cannot be made. */
    record Connecting(List<Connected> venues, List<Finding> findings) {}

    /**
     * Reads the credentials and makes the clients; asks no venue.
     *
     * @param root where relative files of secrets are
     */
    static Connecting all(
            List<VenueAccess> venues,
            Path root,
            Function<String, Optional<String>> environment,
            Clock clock) {
        LocalVenueCredentials credentials = new LocalVenueCredentials(root, environment);
        List<Connected> connected = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (VenueAccess access : venues) {
            LocalVenueCredentials.Loading loading =
                    credentials.load(access.id().value(), access.key(), access.secret());
            if (loading instanceof LocalVenueCredentials.Loading.Refused refused) {
                findings.add(refused.finding());
                continue;
            }
            var secrets = ((LocalVenueCredentials.Loading.Loaded) loading).credentials();
            VenueSettings settings =
                    new VenueSettings(
                            access.id(), access.address(), access.timeout(), access.symbols());
            try {
                connected.add(
                        access.adapter().equals(KRAKEN)
                                ? new Connected(
                                        new KrakenVenue(settings, secrets, clock, Egress.ANY),
                                        new KrakenInspector(settings, secrets, clock, Egress.ANY),
                                        access.symbols().keySet())
                                : new Connected(
                                        new BinanceVenue(settings, secrets, clock, Egress.ANY),
                                        new BinanceInspector(settings, secrets, clock, Egress.ANY),
                                        access.symbols().keySet()));
            } catch (IllegalArgumentException e) {
                // what it says may hold the secret
                findings.add(
                        RouterCode.VENUE_VALUE.at(
                                access.id() + " secret", "a secret in base64", "another form"));
            }
        }
        return new Connecting(List.copyOf(connected), List.copyOf(findings));
    }
}
