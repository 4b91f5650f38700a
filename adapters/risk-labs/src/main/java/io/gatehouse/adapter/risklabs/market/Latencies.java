package io.gatehouse.adapter.risklabs.market;

import java.util.Objects;

/**
 * When messages of a feed were sent and received, in order of receipt.
 *
 * <p>Both times come from different clocks: their difference holds the clocks' skew, which the data
 * quality gate reports and which is removed (the smallest difference is the base), not clipped. The
 * arrays are not copied and may not be written. Thread-safe.
 *
 * @param symbol the instrument
 * @param eventTime the exchange's time in milliseconds since 1970-01-01T00:00Z
 * @param localNanos the local receive time in nanoseconds since 1970-01-01T00:00Z
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared by agreement
public record Latencies(String symbol, long[] eventTime, long[] localNanos) {

    public Latencies {
        Objects.requireNonNull(symbol);
        if (eventTime.length != localNanos.length) {
            throw new IllegalArgumentException("the columns of latencies of " + symbol + " differ");
        }
    }

    public int size() {
        return eventTime.length;
    }
}
