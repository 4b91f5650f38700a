package io.gatehouse.adapter.smoke.report;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.function.Function;

/** Arrays of objects. */
public final class Json {

    private Json() {}

    public static <T> JsonArray array(List<T> values, Function<T, JsonObject> toJson) {
        return new JsonArray(values.stream().map(v -> (JsonValue) toJson.apply(v)).toList());
    }

    /** Findings without their remedies, which stand in the catalogue of codes. */
    public static JsonArray findings(List<Finding> findings) {
        return array(
                findings,
                finding ->
                        JsonObject.of("code", finding.code())
                                .with("subject", finding.subject())
                                .with("expected", finding.expected())
                                .with("observed", finding.observed()));
    }
}
