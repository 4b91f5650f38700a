package io.gatehouse.adapter.risklabs.market;

/**
 * Latencies of a feed above their base: receive time less event time, less the smallest of these.
 *
 * <p>The two clocks differ by an unknown amount, so a raw difference may be negative. Setting it to
 * zero would throw away every latency of a recorder whose clock is behind; subtracting the smallest
 * keeps all of them and loses only what no recording can tell, the shortest way itself. Pure.
 */
public final class FeedLatency {

    private static final int WINDOWS = 10;
    private static final int FEWEST = 200;

    /** More than clocks drift in a quarter of an hour; a step of a clock is more. */
    private static final double MOST_DRIFT_MILLIS = 100;

    private FeedLatency() {}

    /** The difference of each message in milliseconds, as recorded. */
    public static double[] raw(Latencies latencies) {
        double[] millis = new double[latencies.size()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = (latencies.localNanos()[i] - latencies.eventTime()[i] * 1_000_000L) / 1e6;
        }
        return millis;
    }

    /** The latency of each message above the smallest, in milliseconds, never negative. */
    public static double[] aboveBase(Latencies latencies) {
        double[] millis = raw(latencies);
        double base = smallest(millis, 0, millis.length);
        for (int i = 0; i < millis.length; i++) {
            millis[i] -= base;
        }
        return millis;
    }

    static double smallest(double[] values, int from, int to) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            smallest = Math.min(smallest, values[i]);
        }
        return smallest;
    }

    /** By how much the smallest latency of a tenth of the messages differs from another tenth's. */
    static double drift(double[] raw) {
        if (raw.length < FEWEST) {
            return 0;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int w = 0; w < WINDOWS; w++) {
            int from = (int) ((long) raw.length * w / WINDOWS);
            int to = (int) ((long) raw.length * (w + 1) / WINDOWS);
            double smallest = smallest(raw, from, to);
            low = Math.min(low, smallest);
            high = Math.max(high, smallest);
        }
        return high - low;
    }

    static boolean isStable(double[] raw) {
        return drift(raw) <= MOST_DRIFT_MILLIS;
    }
}
