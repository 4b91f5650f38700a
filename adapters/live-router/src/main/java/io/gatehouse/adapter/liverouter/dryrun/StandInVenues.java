package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceInspector;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import io.gatehouse.adapter.liverouter.venue.xchange.KrakenInspector;
import io.gatehouse.adapter.liverouter.venue.xchange.KrakenVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueCredentials;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leads the adapters to stand-ins that list the configuration's instruments.
 *
 * <p>The stand-in's ticks, lots and minimums are its own: that they are those of the real venue is
 * not tested and the report says so. {@code loopback_spot} is the same client without an exchange
 * behind it.
 */
public final class StandInVenues implements DryVenues {

    /** Venues whose client speaks the interfaces that the stand-in imitates. */
    public static final Set<String> ADAPTERS =
            Set.of("binance_spot", "kraken_spot", "loopback_spot");

    private static final String KRAKEN = "kraken_spot";
    private static final Instrument USUAL =
            new Instrument("XX", 2, 5, 5, 5, 50_000_000, 900_000_000);
    private static final long USUAL_PRICE = 10_000;

    private final Map<String, URI> addresses;
    private final Map<String, StandInTruth> truths;
    private final Duration timeout;
    private final Clock clock;
    private final Egress egress;

    /**
     * @param addresses of the stand-ins by venue
     * @param truths of the same
     */
    public StandInVenues(
            Map<String, URI> addresses,
            Map<String, StandInTruth> truths,
            Duration timeout,
            Clock clock,
            Egress egress) {
        this.addresses = Map.copyOf(addresses);
        this.truths = Map.copyOf(truths);
        this.timeout = timeout;
        this.clock = clock;
        this.egress = egress;
    }

    @Override
    public Optional<Dry> adapter(String venue, LiveWiring wiring) {
        if (!ADAPTERS.contains(venue) || !addresses.containsKey(venue)) {
            return Optional.empty();
        }
        StandInTruth truth = truths.get(venue);
        Map<String, String> symbols = new HashMap<>();
        for (LiveWiring.Environment environment : wiring.environments()) {
            for (LiveWiring.Traded traded : environment.instruments()) {
                String symbol = traded.symbols().get(venue);
                if (symbol != null && symbol.matches("[A-Z0-9]{2,20}")) {
                    symbols.put(traded.symbol(), symbol);
                    truth.list(listing(venue, symbol, traded));
                }
            }
        }
        VenueSettings settings =
                new VenueSettings(new VenueId(venue), addresses.get(venue), timeout, symbols);
        return Optional.of(
                venue.equals(KRAKEN) ? kraken(settings, truth) : binance(settings, truth));
    }

    private Dry kraken(VenueSettings settings, StandInTruth truth) {
        VenueCredentials nobody =
                new VenueCredentials(StandInServer.API_KEY, StandInServer.KRAKEN_SECRET);
        return new Dry(
                new KrakenVenue(settings, nobody, clock, egress),
                new KrakenInspector(settings, nobody, clock, egress),
                truth,
                KrakenVenue.class.getSimpleName());
    }

    private Dry binance(VenueSettings settings, StandInTruth truth) {
        VenueCredentials nobody =
                new VenueCredentials(StandInServer.API_KEY, StandInServer.API_SECRET);
        return new Dry(
                new BinanceVenue(settings, nobody, clock, egress),
                new BinanceInspector(settings, nobody, clock, egress),
                truth,
                BinanceVenue.class.getSimpleName());
    }

    private static Listing listing(String venue, String symbol, LiveWiring.Traded traded) {
        return new Listing(
                new Instrument(
                        symbol,
                        USUAL.priceScale(),
                        USUAL.quantityScale(),
                        USUAL.tick(),
                        // there a quantity has no step but its decimals
                        venue.equals(KRAKEN) ? 1 : USUAL.lot(),
                        USUAL.minimumNotional(),
                        USUAL.maximumQuantity()),
                traded.base(),
                traded.quote(),
                USUAL_PRICE);
    }
}
