package io.gatehouse.adapter.risklabs.market;

import java.util.Objects;

/**
 * What stood in the order book of one instrument, one row per snapshot in time order: the best
 * prices, and the quantity within so many basis points of the middle, on either side.
 *
 * <p>{@code bidQuantity[row][band]} is cumulative: what stands within {@code bandBps[band]} of the
 * middle. The arrays are not copied and may not be written. Thread-safe.
 *
 * @param symbol the instrument
 * @param time milliseconds since 1970-01-01T00:00Z
 * @param bandBps distances from the middle in basis points, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared by agreement
public record Depth(
        String symbol,
        long[] time,
        double[] bestBid,
        double[] bestAsk,
        double[] bandBps,
        double[][] bidQuantity,
        double[][] askQuantity) {

    public Depth {
        Objects.requireNonNull(symbol);
        int size = time.length;
        if (bestBid.length != size
                || bestAsk.length != size
                || bidQuantity.length != size
                || askQuantity.length != size) {
            throw new IllegalArgumentException("the columns of the depth of " + symbol + " differ");
        }
    }

    /** Number of snapshots. */
    public int size() {
        return time.length;
    }
}
