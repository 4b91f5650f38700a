package io.gatehouse.configuration.check;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The report of a validation as JSON. Nothing in it comes from a clock: one file and one profile
 * give the same bytes for ever.
 *
 * <p>{@code valid}, {@code errors} and {@code warnings} are those of the existing tool's report,
 * whose readers go on working; the other members are what it lacks.
 *
 * @param path of the configuration, as given
 */
public record ConfigReport(String path, ConfigValidation validation) {

    /** Value of the member {@code schema}. */
    public static final String SCHEMA = "gatehouse-config-report/1";

    /** The report as a value. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("verdict", validation.isValid() ? "PASS" : "FAIL")
                .put("valid", validation.isValid())
                .put("profile", validation.profile().name())
                .put(
                        "config",
                        JsonObject.builder()
                                .put("path", path)
                                .put("size", validation.size())
                                .put("sha256", validation.digests().sha256().value())
                                .put("sha384", validation.digests().sha384().value())
                                .build())
                .put("checks", ConfigChecks.ALL.stream().map(ConfigCheck::name).toList())
                .put("errors", lines(validation.errors()))
                .put("warnings", lines(validation.warnings()))
                .put(
                        "findings",
                        new JsonArray(
                                validation.findings().stream()
                                        .<JsonValue>map(ConfigReport::json)
                                        .toList()))
                .build();
    }

    /** Canonical bytes and a line feed: what is written to the report's file. */
    public byte[] fileBytes() {
        return (CanonicalJson.text(toJson()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> lines(List<ConfigFinding> findings) {
        return findings.stream()
                .map(f -> f.code().id() + " " + f.place() + ": " + f.observed())
                .toList();
    }

    /** A finding as it stands in reports. */
    public static JsonObject json(ConfigFinding finding) {
        return JsonObject.builder()
                .put("code", finding.code().id())
                .put("severity", finding.code().severity().code())
                .put("origin", finding.code().origin().code())
                .put("waivable", finding.code().waivable())
                .put("path", finding.path())
                .put("line", finding.line())
                .put("column", finding.column())
                .put("subject", finding.subject())
                .put("observed", finding.observed())
                .put("meaning", finding.code().meaning())
                .put("remedy", finding.code().remedy())
                .build();
    }
}
