package io.gatehouse.adapter.smoke.run;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;

/**
 * Targets up to a row, computed with and without the candles after it.
 *
 * @param row number of rows that the strategy was given
 * @param whole digest of these rows' targets when all candles were known
 * @param cut digest of the same when no later candle existed
 */
public record CutPoint(int row, Digest whole, Digest cut) {

    public boolean agrees() {
        return whole.equals(cut);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("row", row)
                .put("whole", whole.value())
                .put("cut", cut.value())
                .build();
    }
}
