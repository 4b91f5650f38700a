package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.Depth;
import io.gatehouse.adapter.risklabs.market.Latencies;
import io.gatehouse.adapter.risklabs.market.Trades;
import java.util.SplittableRandom;

/**
 * Ten minutes of an order book, of trades and of delays, made up for an instrument that has bars
 * and nothing else; every report that rests on them says SYNTHETIC.
 *
 * <p>The shape follows what was recorded of Bitcoin on 9 August 2024: about a thousandth of a day's
 * volume stands within ten basis points on either side, delays are 3.4 ms in the median above the
 * least. Equal bars and seeds give equal series on every runtime: {@link SplittableRandom} (Steele,
 * Lea and Flood, 2014) is specified bit for bit.
 */
final class SyntheticFeed {

    private static final int SECONDS = 600;
    private static final int TRADES_A_SECOND = 5;
    private static final double[] BANDS = {1, 2, 5, 10, 20, 50};

    /** Share of a day's volume within each band, on either side. */
    private static final double[] SHARES = {2e-4, 3.5e-4, 6e-4, 1e-3, 1.7e-3, 3e-3};

    /** Of an exponential distribution whose median is 3.4 ms. */
    private static final double MEAN_DELAY_NANOS = 3.4e6 / 0.6931471805599453;

    private final Bars bars;
    private final long seed;
    private final long start;

    SyntheticFeed(Bars bars, long seed) {
        this.bars = bars;
        // by its name too, or all instruments would move alike
        long mixed = seed;
        for (char letter : bars.symbol().toCharArray()) {
            mixed = mixed * 0x9E3779B97F4A7C15L + letter;
        }
        this.seed = mixed;
        this.start = bars.openTime()[bars.size() - 1];
    }

    private double last() {
        return bars.close()[bars.size() - 1];
    }

    private double dailyVolume() {
        double volume = 0;
        for (double each : bars.volume()) {
            volume += each;
        }
        double days = Math.max(1, (double) bars.size() * bars.interval().toSeconds() / 86_400);
        return volume / days;
    }

    Depth depth() {
        SplittableRandom random = new SplittableRandom(seed);
        long[] time = new long[SECONDS];
        double[] bid = new double[SECONDS];
        double[] ask = new double[SECONDS];
        double[][] bids = new double[SECONDS][BANDS.length];
        double[][] asks = new double[SECONDS][BANDS.length];
        double volume = dailyVolume();
        for (int i = 0; i < SECONDS; i++) {
            time[i] = start + i * 1_000L;
            double middle = last() * (1 + 2e-4 * (random.nextDouble() - 0.5));
            bid[i] = middle * (1 - 5e-6);
            ask[i] = middle * (1 + 5e-6);
            double left = 0.75 + 0.5 * random.nextDouble();
            double right = 0.75 + 0.5 * random.nextDouble();
            for (int band = 0; band < BANDS.length; band++) {
                bids[i][band] = volume * SHARES[band] * left;
                asks[i][band] = volume * SHARES[band] * right;
            }
        }
        return new Depth(bars.symbol(), time, bid, ask, BANDS.clone(), bids, asks);
    }

    Trades trades() {
        SplittableRandom random = new SplittableRandom(seed + 1);
        int count = SECONDS * TRADES_A_SECOND;
        long[] time = new long[count];
        double[] price = new double[count];
        double[] quantity = new double[count];
        boolean[] seller = new boolean[count];
        double size = dailyVolume() / 86_400 / TRADES_A_SECOND;
        double now = last();
        for (int i = 0; i < count; i++) {
            time[i] = start + i * 1_000L / TRADES_A_SECOND;
            now *= 1 + 2e-5 * (random.nextDouble() - 0.5);
            price[i] = now;
            quantity[i] = size * (0.5 + random.nextDouble());
            seller[i] = random.nextBoolean();
        }
        return new Trades(bars.symbol(), time, price, quantity, seller);
    }

    Latencies latencies() {
        SplittableRandom random = new SplittableRandom(seed + 2);
        int count = SECONDS * TRADES_A_SECOND;
        long[] event = new long[count];
        long[] local = new long[count];
        long received = 0;
        for (int i = 0; i < count; i++) {
            event[i] = start + i * 1_000L / TRADES_A_SECOND;
            double delay = -StrictMath.log(1 - random.nextDouble()) * MEAN_DELAY_NANOS;
            // what was sent later is not received earlier: a connection keeps its order
            received = Math.max(received, event[i] * 1_000_000 + 1_000_000 + (long) delay);
            local[i] = received;
        }
        return new Latencies(bars.symbol(), event, local);
    }
}
