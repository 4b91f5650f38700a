package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Candle;
import io.gatehouse.adapter.smoke.candle.CandleSeries;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * Where the candles of one instrument came from.
 *
 * @param path within the workspace, or {@code made/...} for candles that were made up
 */
public record DataFile(String path, Digest digest, CandleSeries series) {

    public JsonObject toJson() {
        List<Candle> candles = series.candles();
        return JsonObject.builder()
                .put("path", path)
                .put("sha384", digest.value())
                .put("instrument", series.instrument().name())
                .put("candles", candles.size())
                .put("first", time(candles.get(0)))
                .put("last", time(candles.get(candles.size() - 1)))
                .build();
    }

    private static String time(Candle candle) {
        return Instant.ofEpochMilli(candle.time()).toString();
    }
}
