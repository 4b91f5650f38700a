package io.gatehouse.adapter.metrics;

import io.gatehouse.configuration.alerts.AlertCause;
import io.gatehouse.configuration.alerts.AlertsCheck;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Which cause is watched by which alert, and what is wrong with the alerts. Equal files give equal
 * bytes.
 *
 * @param files digests of what was judged, by path
 */
record AlertsReport(SortedMap<String, Digest> files, AlertsCheck check) {

    static final String SCHEMA = "gatehouse-alerts-report/1";

    JsonObject toJson() {
        List<JsonValue> judged = new ArrayList<>();
        files.forEach(
                (path, digest) ->
                        judged.add(
                                JsonObject.builder()
                                        .put("path", path)
                                        .put("sha384", digest.value())
                                        .build()));
        List<JsonObject> causes =
                Arrays.stream(AlertCause.values())
                        .map(
                                cause ->
                                        JsonObject.builder()
                                                .put("cause", cause.code())
                                                .put(
                                                        "alert",
                                                        check.covered().getOrDefault(cause, ""))
                                                .build())
                        .toList();
        List<JsonObject> findings =
                check.findings().stream()
                        .map(
                                f ->
                                        JsonObject.builder()
                                                .put("code", f.code())
                                                .put("subject", f.subject())
                                                .put("expected", f.expected())
                                                .put("observed", f.observed())
                                                .build())
                        .toList();
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("status", check.findings().isEmpty() ? "PASS" : "FAIL")
                .put("files", JsonValue.of(judged))
                .put("alerts", check.alerts())
                .put("causes", JsonValue.of(causes))
                .put("findings", JsonValue.of(findings))
                .build();
    }

    byte[] fileBytes() {
        return (CanonicalJson.text(toJson()) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
