package io.gatehouse.adapter.smoke.candle;

/**
 * One candle.
 *
 * @param time its start, in milliseconds since 1970-01-01T00:00:00Z
 * @param open scaled by {@link #SCALE}, as are the other prices and the volume
 */
public record Candle(long time, long open, long high, long low, long close, long volume) {

    /** Units of a whole: prices and quantities have eight decimals. */
    public static final long SCALE = 100_000_000L;
}
