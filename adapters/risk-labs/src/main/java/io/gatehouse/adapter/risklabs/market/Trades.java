package io.gatehouse.adapter.risklabs.market;

import java.util.Objects;

/**
 * The trades of one instrument in the order of the exchange's time.
 *
 * <p>The arrays are not copied and may not be written. Thread-safe.
 *
 * @param symbol the instrument
 * @param time when the exchange matched it, in milliseconds since 1970-01-01T00:00Z
 * @param price in the quote currency
 * @param quantity in units of the instrument
 * @param sellerTook whether the seller crossed the spread (the buyer's order stood in the book)
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared by agreement
public record Trades(
        String symbol, long[] time, double[] price, double[] quantity, boolean[] sellerTook) {

    public Trades {
        Objects.requireNonNull(symbol);
        if (price.length != time.length
                || quantity.length != time.length
                || sellerTook.length != time.length) {
            throw new IllegalArgumentException("the columns of trades of " + symbol + " differ");
        }
    }

    public int size() {
        return time.length;
    }
}
