package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Latencies;
import java.util.Arrays;
import java.util.Optional;

/**
 * The delays of a feed above the smallest one.
 *
 * <p>Local time less the exchange's time is the delay and the difference of the two clocks. The
 * smallest such difference of the recording is taken off each, so that the clocks fall out: nothing
 * is clipped, and no delay is negative. What remains is above the base; the base itself can not be
 * told from the clocks. The arrays are not handed out. Thread-safe.
 */
public final class DelayDistribution {

    private final long[] eventTime;
    private final long[] delay;
    private final long[] sorted;
    private final long baseNanos;

    private DelayDistribution(long[] eventTime, long[] delay, long baseNanos) {
        this.eventTime = eventTime;
        this.delay = delay;
        this.baseNanos = baseNanos;
        this.sorted = delay.clone();
        Arrays.sort(sorted);
    }

    /** The delays of a recording; empty when it holds no message. */
    public static Optional<DelayDistribution> of(Latencies latencies) {
        int size = latencies.size();
        if (size == 0) {
            return Optional.empty();
        }
        long[] difference = new long[size];
        long least = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            difference[i] =
                    Math.subtractExact(
                            latencies.localNanos()[i],
                            Math.multiplyExact(latencies.eventTime()[i], 1_000_000L));
            least = Math.min(least, difference[i]);
        }
        long[] delay = new long[size];
        for (int i = 0; i < size; i++) {
            delay[i] = difference[i] - least;
        }
        return Optional.of(new DelayDistribution(latencies.eventTime(), delay, least));
    }

    /** The difference that was taken off: the clocks' skew and the base of the way, nanoseconds. */
    public long baseNanos() {
        return baseNanos;
    }

    /**
     * The order statistic number {@code ceil(n q)} in nanoseconds.
     *
     * @param quantile above 0, at most 1
     */
    public long quantile(double quantile) {
        if (!(quantile > 0) || quantile > 1) {
            throw new IllegalArgumentException("a quantile is above 0 and at most 1");
        }
        int rank = (int) Math.ceil(sorted.length * quantile);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }

    /** Reads the delays along the recording. */
    Cursor cursor() {
        return new Cursor();
    }

    /** Moves forward through the messages; for one thread. */
    final class Cursor {

        private int at;

        private Cursor() {}

        /**
         * The delay of the last message at that time, or of the first when none was before.
         *
         * @param time milliseconds since 1970; not before that of the last call
         */
        long at(long time) {
            while (at + 1 < eventTime.length && eventTime[at + 1] <= time) {
                at++;
            }
            return delay[at];
        }
    }
}
