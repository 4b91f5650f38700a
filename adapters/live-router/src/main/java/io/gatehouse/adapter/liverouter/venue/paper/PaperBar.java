package io.gatehouse.adapter.liverouter.venue.paper;

/**
 * What was traded in a span of time, scaled as its instrument.
 *
 * @param low at or below every price; positive
 * @param volume not negative
 */
public record PaperBar(long open, long high, long low, long close, long volume) {

    public PaperBar {
        if (low <= 0 || high < low || volume < 0) {
            throw new IllegalArgumentException("a bar has 0 < low <= high and no negative volume");
        }
        if (open < low || open > high || close < low || close > high) {
            throw new IllegalArgumentException("open and close are from low to high");
        }
    }
}
