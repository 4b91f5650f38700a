package io.gatehouse.adapter.smoke.run;

import io.gatehouse.core.json.JsonObject;

/**
 * Targets after the warm-up when the candles begin later.
 *
 * @param row where they began
 * @param compared rows that were compared
 * @param difference greatest difference of a weight, in millionths of the capital
 */
public record LaterStart(int row, int compared, int difference) {

    /** One per cent of the capital: an exponential mean never forgets entirely. */
    public static final int TOLERANCE = 10_000;

    public boolean agrees() {
        return compared > 0 && difference <= TOLERANCE;
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("row", row)
                .put("compared", compared)
                .put("difference", difference)
                .put("tolerance", TOLERANCE)
                .build();
    }
}
