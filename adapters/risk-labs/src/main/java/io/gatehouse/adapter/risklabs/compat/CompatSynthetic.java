package io.gatehouse.adapter.risklabs.compat;

import io.gatehouse.adapter.risklabs.market.Bars;
import java.time.Duration;

/**
 * The made-up hourly bars of the existing tool: a sine of drift with uniform shocks, always from
 * seed 42, so that every instrument gets the same series.
 *
 * <p>Pure. Its sine is {@link StrictMath#sin}; the other one's may differ in the last bit, which
 * the agreement to 1e-12 covers.
 */
public final class CompatSynthetic {

    private static final int SEED = 42;
    private static final long START = 1_640_995_200_000L; // 2022-01-01T00:00Z
    private static final double FIRST_PRICE = 21_000.0;

    private CompatSynthetic() {}

    /** So many hours of made-up bars. */
    public static Bars bars(String symbol, int count) {
        PythonRandom random = new PythonRandom(SEED);
        long[] time = new long[count];
        double[][] columns = new double[5][count];
        double price = FIRST_PRICE;
        for (int i = 0; i < count; i++) {
            double drift = 0.004 * StrictMath.sin(i / 12.0);
            double shock = (random.random() - 0.5) * 0.01;
            double close = Math.max(1.0, price * (1.0 + drift + shock));
            time[i] = START + i * 3_600_000L;
            columns[0][i] = price;
            columns[1][i] = Math.max(price, close) * (1.0 + Math.abs(shock) * 0.3);
            columns[2][i] = Math.min(price, close) * (1.0 - Math.abs(shock) * 0.3);
            columns[3][i] = close;
            columns[4][i] = 1_000.0 + random.random() * 600.0;
            price = close;
        }
        return new Bars(
                symbol,
                Duration.ofHours(1),
                time,
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                columns[4]);
    }
}
