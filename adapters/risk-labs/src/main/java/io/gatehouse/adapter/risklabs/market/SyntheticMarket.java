package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Made-up bars for when there are no data, marked as such wherever they go.
 *
 * <p>The algorithm. Random numbers come from SplitMix64 with the first eight bytes of SHA-384 of
 * {@code <seed>/<symbol>} as its state, so each symbol has a series of its own. The first price is
 * between 10 and 1,000, evenly in logarithms. The variance of a bar follows GARCH(1,1) (Bollerslev
 * 1986) with alpha 0.08 and beta 0.90 around a yearly volatility of 60 %, spread over the bars of a
 * year of 365 days; the logarithmic return is a normal deviate times the deviation, without drift,
 * cut at five deviations. High and low lie beyond open and close by half of a normal deviate's size
 * times the deviation. The volume is log-normal around 1,000 and grows with the size of the return.
 * Four deviates are drawn for each bar, in this order: return, high, low, volume.
 *
 * <p>Markets have fat tails, jumps and nights; these have none. No verdict about a real market may
 * rest on them. Pure: the same arguments give the same bits on every runtime.
 */
public final class SyntheticMarket {

    private static final double ALPHA = 0.08;
    private static final double BETA = 0.90;
    private static final double YEARLY = 0.6;
    private static final double CUT = 5;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MOST_BARS = 2_000_000;

    private SyntheticMarket() {}

    /**
     * A market of made-up instruments.
     *
     * @param start opening time of the first bar
     * @param count bars of each instrument
     * @throws IllegalArgumentException if the count is not between 1 and two million
     */
    public static MarketData market(
            long seed, List<String> symbols, Duration interval, Instant start, int count) {
        Map<String, MarketData.Instrument> instruments = new TreeMap<>();
        for (String symbol : symbols) {
            instruments.put(
                    symbol,
                    new MarketData.Instrument(
                            bars(seed, symbol, interval, start, count),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            true));
        }
        return MarketData.of(instruments, List.of());
    }

    /** The bars of one made-up instrument; see {@link #market}. */
    public static Bars bars(long seed, String symbol, Duration interval, Instant start, int count) {
        if (count < 1 || count > MOST_BARS) {
            throw new IllegalArgumentException("not between 1 and " + MOST_BARS + ": " + count);
        }
        SplitMix random = SplitMix.of(seed, symbol);
        double longRun = YEARLY * YEARLY * interval.toMillis() / YEAR.toMillis();
        double variance = longRun;
        long[] time = new long[count];
        double[][] columns = new double[5][count];
        double price = 10 * StrictMath.exp(random.uniform() * StrictMath.log(100));
        for (int i = 0; i < count; i++) {
            double deviation = Math.sqrt(variance);
            double shock = Math.max(-CUT, Math.min(CUT, random.normal()));
            double move = deviation * shock;
            double close = price * StrictMath.exp(move);
            double above = 0.5 * deviation * Math.abs(random.normal());
            double below = 0.5 * deviation * Math.abs(random.normal());
            time[i] = start.toEpochMilli() + i * interval.toMillis();
            columns[0][i] = price;
            columns[1][i] = Math.max(price, close) * (1 + above);
            columns[2][i] = Math.min(price, close) / (1 + below);
            columns[3][i] = close;
            columns[4][i] = 1_000 * StrictMath.exp(0.5 * random.normal() + 0.2 * Math.abs(shock));
            variance = (1 - ALPHA - BETA) * longRun + ALPHA * move * move + BETA * variance;
            price = close;
        }
        return new Bars(
                symbol, interval, time, columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
}
