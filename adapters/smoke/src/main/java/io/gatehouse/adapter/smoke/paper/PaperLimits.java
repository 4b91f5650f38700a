package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.core.json.JsonObject;

/**
 * What a paper run must show.
 *
 * @param orders least number of orders that a next open followed
 * @param fills least number of fills
 * @param seconds least time from the first candle traded to the last
 * @param ratio what the lower end of the share of filled orders must reach, in millionths
 * @param difference how far the mean price may be from the backtest's, either way and with its
 *     whole interval, in millionths of the price
 */
public record PaperLimits(int orders, int fills, long seconds, int ratio, int difference) {

    /** 30 orders and fills, a day, 85 %, 3 hundredths of a per cent. */
    public static final PaperLimits USUAL = new PaperLimits(30, 30, 86_400, 850_000, 300);

    public PaperLimits {
        if (orders < 2 || fills < 2 || seconds < 1 || ratio < 1 || difference < 1) {
            throw new IllegalArgumentException("a limit that limits nothing");
        }
        if (ratio > 1_000_000 || difference > 1_000_000) {
            throw new IllegalArgumentException("a limit beyond the whole");
        }
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("orders", orders)
                .put("fills", fills)
                .put("seconds", seconds)
                .put("ratio", ratio)
                .put("difference", difference)
                .build();
    }
}
