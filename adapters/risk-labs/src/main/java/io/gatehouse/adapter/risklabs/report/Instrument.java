package io.gatehouse.adapter.risklabs.report;

import java.time.Instant;

/**
 * One series that the run computed from.
 *
 * @param interval of its bars, such as {@code 1d}
 * @param firstBar opening time of the first bar
 * @param lastBar opening time of the last bar
 * @param bars number of bars, at least one
 * @param synthetic whether the bars were made up
 */
public record Instrument(
        String symbol,
        String interval,
        Instant firstBar,
        Instant lastBar,
        long bars,
        boolean synthetic) {

    public Instrument {
        Checks.name(symbol, "symbol");
        Checks.name(interval, "interval");
        Checks.millis(firstBar, "first bar");
        Checks.millis(lastBar, "last bar");
        Checks.count(bars, "bars");
        Checks.require(bars > 0, "an instrument without bars");
        Checks.require(!lastBar.isBefore(firstBar), "a series ends before it begins");
    }
}
