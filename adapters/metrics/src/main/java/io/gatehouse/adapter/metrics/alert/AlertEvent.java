package io.gatehouse.adapter.metrics.alert;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;

/**
 * An alert began or ended.
 *
 * @param at when the evaluation saw it
 * @param labels of the alert and of the series that it is about
 * @param value of the expression; of an end, the last one
 * @param since when its condition began to hold
 */
public record AlertEvent(
        Instant at,
        String alert,
        Kind kind,
        String severity,
        Labels labels,
        double value,
        Instant since,
        String summary) {

    /** What happened. */
    public enum Kind {
        FIRING,
        RESOLVED
    }

    /**
     * The line of the alert log: {@code category}, {@code severity} ({@code info} for an end),
     * {@code generated_at}, {@code payload}, {@code context} of texts.
     */
    public JsonObject toJson() {
        JsonObject.Builder context = JsonObject.builder();
        labels.values().forEach(context::put);
        return JsonObject.builder()
                .put("schema", "gatehouse-live-alert/1")
                .put("category", "live.router." + alert)
                .put("severity", kind == Kind.FIRING ? severity : "info")
                .put("generated_at", Timestamps.format(at))
                .put(
                        "payload",
                        JsonObject.builder()
                                .put("state", kind.name().toLowerCase(java.util.Locale.ROOT))
                                .put("since", Timestamps.format(since))
                                .put("value", String.valueOf(value))
                                .put("summary", summary)
                                .build())
                .put("context", context.build())
                .build();
    }
}
