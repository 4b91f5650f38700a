package io.gatehouse.adapter.smoke.candle;

import java.util.List;

/**
 * Candles of one instrument, one interval apart, earliest first. Immutable.
 *
 * @param interval in milliseconds
 */
public record CandleSeries(Instrument instrument, long interval, List<Candle> candles) {

    public CandleSeries {
        candles = List.copyOf(candles);
        if (candles.isEmpty() || interval <= 0) {
            throw new IllegalArgumentException("no candles, or no interval");
        }
    }
}
