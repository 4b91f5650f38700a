package io.gatehouse.adapter.smoke.run;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.List;

/**
 * One stretch of candles, traded from fresh capital.
 *
 * @param from time of its first row, in milliseconds
 * @param to time of its last row
 */
public record Cycle(int number, long from, long to, int rows, BacktestResult result) {

    public JsonObject toJson(List<String> instruments) {
        JsonObject.Builder marks = JsonObject.builder();
        for (int column = 0; column < instruments.size(); column++) {
            marks.put(instruments.get(column), result.marks().get(column));
        }
        return JsonObject.builder()
                .put("cycle", number)
                .put("from", Instant.ofEpochMilli(from).toString())
                .put("to", Instant.ofEpochMilli(to).toString())
                .put("rows", rows)
                .put("signals", result.signals())
                .put("orders", result.orders())
                .put("unfilled", result.unfilled())
                .put("marks", marks.build())
                .put("pnl", result.pnl())
                .put(
                        "fills",
                        new JsonArray(
                                result.fills().stream().map(f -> (JsonValue) f.toJson()).toList()))
                .build();
    }
}
