package io.gatehouse.adapter.liverouter.standin;

import java.time.Clock;
import java.util.List;

/**
 * The stand-in venue: one port for clients, one for the control, both on the loopback address.
 *
 * <p>Clients of Binance and of Kraken reach the same books, each by the paths of its exchange.
 *
 * <p>The same seed and the same requests in the same order give the same fills and the same faults.
 */
public final class StandInServer implements AutoCloseable {

    /** Of the only client. No secret: it opens nothing but this imitation. */
    public static final String API_KEY = "stand-in-venue-public-key";

    /** See {@link #API_KEY}. */
    public static final String API_SECRET = "stand-in-venue-public-code";

    /** Of the same client where a secret is base64, as at Kraken. */
    public static final String KRAKEN_SECRET = "c3RhbmQtaW4tdmVudWUtcHVibGljLWNvZGU=";

    private final WireServer venue;
    private final WireServer control;

    /**
     * Starts both.
     *
     * @param port of the venue; 0 for any
     */
    public StandInServer(int port, long seed, List<Listing> listings, Clock clock) {
        StandInExchange exchange = new StandInExchange(seed, listings);
        VenueTime time = new VenueTime(clock);
        RateLimits limits = new RateLimits();
        StandInApi api = new StandInApi(exchange, new Callers(API_KEY, API_SECRET), time, limits);
        KrakenApi kraken =
                new KrakenApi(
                        exchange,
                        new KrakenCallers(API_KEY, KRAKEN_SECRET),
                        time,
                        limits,
                        api::trades);
        FaultyApi faulty = new FaultyApi(api, kraken, exchange);
        StandInControl commands = new StandInControl(exchange, api, faulty, time, limits);
        this.venue = new WireServer(port, faulty::reply);
        this.control = new WireServer(0, commands::reply);
    }

    public int port() {
        return venue.port();
    }

    public int controlPort() {
        return control.port();
    }

    @Override
    public void close() {
        venue.close();
        control.close();
    }
}
