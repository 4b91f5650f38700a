package io.gatehouse.adapter.smoke.run;

import io.gatehouse.core.json.JsonObject;

/** A figure beside what was expected of it. */
public record Comparison(
        String strategy, String figure, long expected, long observed, long tolerance) {

    public boolean isWithin() {
        return Math.abs(Money.add(observed, -expected)) <= tolerance;
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("strategy", strategy)
                .put("figure", figure)
                .put("expected", expected)
                .put("observed", observed)
                .put("tolerance", tolerance)
                .build();
    }
}
