package io.gatehouse.adapter.coreconfig;

import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The report of a configuration check: verdict, findings and both digests (runbook 1.1).
 *
 * <p>It says which checks were made. Today that is {@code yaml}, the strict reading; a report that
 * passes says no more than that the file is one unambiguous mapping.
 *
 * @param path where the file was, as given
 * @param size in bytes
 * @param checks names of the checks that were made, in order
 */
public record ConfigReport(
        String path,
        long size,
        DigestPair digests,
        Instant generatedAt,
        List<String> checks,
        Verdict verdict,
        List<Finding> findings) {

    /** Value of the member {@code schema}. */
    public static final String SCHEMA = "gatehouse-config-report/1";

    private static final String RULE = "config-readable";

    public ConfigReport {
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
        if ((verdict == Verdict.PASS) != findings.isEmpty()) {
            throw new IllegalArgumentException("a report passes exactly when it has no findings");
        }
    }

    /** Checks a file's bytes. */
    public static ConfigReport of(String path, byte[] bytes, Instant now) {
        List<Finding> findings = findings(path, ConfigTree.read(bytes));
        return new ConfigReport(
                path,
                bytes.length,
                DigestPair.of(bytes),
                now.truncatedTo(ChronoUnit.SECONDS),
                List.of("yaml"),
                findings.isEmpty() ? Verdict.PASS : Verdict.FAIL,
                findings);
    }

    private static List<Finding> findings(String path, ConfigReading reading) {
        if (reading instanceof ConfigReading.Parsed parsed) {
            return parsed.tree().duplicates().stream()
                    .map(
                            duplicate ->
                                    Finding.of(
                                            RULE,
                                            "duplicate-key",
                                            Masking.printable(duplicate.path()),
                                            "a key that stands once in its mapping",
                                            "again at line " + duplicate.line(),
                                            "keep one of them; the trading system takes the last and ignores the others"))
                    .toList();
        }
        ConfigFault fault = ((ConfigReading.Refused) reading).fault();
        return List.of(
                Finding.of(
                        RULE,
                        fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        path,
                        "one YAML mapping without aliases and tags",
                        fault.toString(),
                        "correct the file at that line"));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("generated_at", generatedAt.toString())
                .put(
                        "config",
                        JsonObject.builder()
                                .put("path", path)
                                .put("size", size)
                                .put("sha256", digests.sha256().value())
                                .put("sha384", digests.sha384().value())
                                .build())
                .put("checks", checks)
                .put("verdict", verdict.name())
                .put(
                        "findings",
                        new JsonArray(
                                findings.stream().<JsonValue>map(ConfigReport::json).toList()))
                .build();
    }

    /** Canonical bytes and a line feed: what is written to the report's file. */
    public byte[] fileBytes() {
        return (CanonicalJson.text(toJson()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject json(Finding finding) {
        return JsonObject.builder()
                .put("rule", finding.rule().value())
                .put("code", finding.code())
                .put("subject", finding.subject())
                .put("expected", finding.expected())
                .put("observed", finding.observed())
                .put("remedy", finding.remedy())
                .build();
    }
}
