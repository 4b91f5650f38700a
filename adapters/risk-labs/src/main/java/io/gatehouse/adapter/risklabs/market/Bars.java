package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bars of one instrument, columns side by side, as they were read: neither sorted nor mended.
 *
 * <p>Prices are in the quote currency, volume in units of the instrument. A bar is named by its
 * opening time in milliseconds since 1970-01-01T00:00Z. The arrays are the series' own: the
 * constructor takes them over and the accessors hand them out without a copy, since a year of
 * minutes is half a million bars; nobody may write into them. Immutable by that agreement, and
 * thread-safe.
 *
 * @param symbol name of the instrument, such as {@code BTCUSDT}
 * @param interval length of a bar
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared by agreement
public record Bars(
        String symbol,
        Duration interval,
        long[] openTime,
        double[] open,
        double[] high,
        double[] low,
        double[] close,
        double[] volume) {

    public Bars {
        Objects.requireNonNull(symbol);
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("the interval of bars is not positive: " + interval);
        }
        int size = openTime.length;
        if (open.length != size
                || high.length != size
                || low.length != size
                || close.length != size
                || volume.length != size) {
            throw new IllegalArgumentException("the columns of " + symbol + " differ in length");
        }
    }

    /** Number of bars. */
    public int size() {
        return openTime.length;
    }

    /**
     * The last {@code count} bars, or all of them if there are fewer.
     *
     * @throws IllegalArgumentException if the count is negative
     */
    public Bars last(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a negative number of bars: " + count);
        }
        return slice(Math.max(0, size() - count), size());
    }

    /** The bars from {@code from} (included) to {@code to} (excluded). */
    public Bars slice(int from, int to) {
        return new Bars(
                symbol,
                interval,
                Arrays.copyOfRange(openTime, from, to),
                Arrays.copyOfRange(open, from, to),
                Arrays.copyOfRange(high, from, to),
                Arrays.copyOfRange(low, from, to),
                Arrays.copyOfRange(close, from, to),
                Arrays.copyOfRange(volume, from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bars that
                && symbol.equals(that.symbol)
                && interval.equals(that.interval)
                && Arrays.equals(openTime, that.openTime)
                && Arrays.equals(open, that.open)
                && Arrays.equals(high, that.high)
                && Arrays.equals(low, that.low)
                && Arrays.equals(close, that.close)
                && Arrays.equals(volume, that.volume);
    }

    @Override
    public int hashCode() {
        return Objects.hash(symbol, interval, Arrays.hashCode(openTime), Arrays.hashCode(close));
    }

    @Override
    public String toString() {
        return symbol + " " + interval + ", " + size() + " bars";
    }
}
