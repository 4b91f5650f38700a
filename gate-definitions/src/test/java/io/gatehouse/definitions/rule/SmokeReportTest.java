package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.core.rule.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmokeReportTest {

    private static final Map<String, Object> DEMO = Map.of("artefact", "json", "kind", "demo");
    private static final Map<String, Object> PAPER =
            Map.of("artefact", "json", "kind", "paper", "markdown", "md", "max-age", "P7D");

    static final String DEMO_REPORT =
            """
            {"status": "PASS", "cycles": 3, "deviations_above_tolerance": 0,
             "deviations": [{"schedule": "trend", "expected": 1.0, "observed": 1.01, "tolerance": 0.02}],
             "emitted_signals": {"trend": 4, "carry": 0},
             "telemetry": {"trend": {"signals": 4, "latency_ms": 1.25}, "carry": {"signals": 0, "latency_ms": 0.5}}}
            """;
    static final String SUMMARY =
            """
            {"environment": "paper", "timestamp": "2026-11-20T11:00:00+00:00", "operator": "ola", "severity": "INFO",
             "window": {"start": "2026-11-19", "end": "2026-11-20"},
             "report": {"directory": "/r", "summary_path": "/r/s.json", "summary_sha256": "%s"},
             "precheck": {"status": "ok", "coverage_status": "ok", "risk_status": "ok", "payload": {"status": "ok"}},
             "manifest": {"worst_status": "ok", "status_counts": {"ok": 3}},
             "tls_audit": {"status": "ok"},
             "publish": {"status": "skipped", "exit_code": 0, "required": false, "reason": "not asked for"}}
            """
                    .formatted("ab".repeat(32));
    static final String MARKDOWN =
            """
            # Paper smoke

            **Data:** 2026-11-20T11:00:00+00:00

            | Pole | Wartość |
            | --- | --- |
            | Operator | ola |
            | Severity | INFO |
            | Window | 2026-11-19 - 2026-11-20 |
            | SHA-256 | %s |
            | Pre-check | ok |
            """
                    .formatted("ab".repeat(32));

    private static RuleResult demo(String report) {
        return new Bench().file("json", report).run("smoke-report", DEMO);
    }

    private static RuleResult paper(String summary, String markdown) {
        return new Bench().file("json", summary).file("md", markdown).run("smoke-report", PAPER);
    }

    private static String change(String text, String old, String replacement) {
        assertThat(text).contains(old);
        return text.replace(old, replacement);
    }

    private static void demoFails(String old, String replacement, String... codes) {
        RuleAssert.that(demo(change(DEMO_REPORT, old, replacement))).failsWith(codes);
    }

    private static void paperFails(String old, String replacement, String... codes) {
        RuleAssert.that(paper(change(SUMMARY, old, replacement), MARKDOWN)).failsWith(codes);
    }

    @Test
    void shouldAcceptAStrategySmokeThatPassed() {
        RuleAssert.that(demo(DEMO_REPORT)).passes();
    }

    @Test
    void shouldRefuseAStrategySmokeThatDidNothing() {
        demoFails("\"cycles\": 3", "\"cycles\": 0", "no-cycles");
        demoFails("\"cycles\": 3,", "", "no-cycles");
        demoFails("\"trend\": 4", "\"trend\": 0", "no-signals");
        demoFails("\"trend\": 4", "\"trend\": -4", "implausible", "no-signals");
        demoFails("\"trend\": 4", "\"trend\": \"4\"", "implausible", "no-signals");
        demoFails("{\"trend\": 4, \"carry\": 0}", "{}", "no-signals", "telemetry-incomplete");
    }

    @Test
    void shouldRefuseTelemetryThatIsNotOfTheSameSchedules() {
        demoFails("\"carry\": {", "\"other\": {", "telemetry-incomplete");
        demoFails("\"latency_ms\": 1.25", "\"latency_ms\": -1", "implausible");
        demoFails("\"latency_ms\": 1.25", "\"latency_ms\": \"NaN\"", "implausible");
        demoFails("\"signals\": 4, ", "", "implausible");
    }

    @Test
    void shouldRefuseAVerdictThatIsMissingOrContradicted() {
        demoFails("\"PASS\"", "\"FAIL\"", "not-passed");
        demoFails("\"status\": \"PASS\", ", "", "not-passed");
        demoFails("\"deviations_above_tolerance\": 0,", "", "deviations", "counter-disagrees");
        demoFails(
                "above_tolerance\": 0", "above_tolerance\": 1", "deviations", "counter-disagrees");
        demoFails("\"observed\": 1.01", "\"observed\": 1.03", "counter-disagrees");
        demoFails("\"observed\": 1.01, ", "", "counter-disagrees");
        RuleAssert.that(
                        demo(
                                DEMO_REPORT.replaceAll(
                                        "\"deviations\": \\[[^]]*]", "\"deviations\": 0")))
                .errsWith("malformed");
    }

    /** The summary of a run at that time, with its Markdown. */
    private static RuleResult madeAt(String time) {
        String before = "2026-11-20T11:00:00+00:00";
        return paper(change(SUMMARY, before, time), change(MARKDOWN, before, time));
    }

    @Test
    void shouldHoldThePaperSmokeToItsOwnTime() {
        RuleAssert.that(madeAt(Bench.NOW.minus(Duration.ofDays(7)).toString())).passes();
        RuleAssert.that(madeAt(Bench.NOW.minus(Duration.ofDays(7)).minusSeconds(1).toString()))
                .failsWith("stale");
        RuleAssert.that(madeAt(Bench.NOW.plusSeconds(5).toString())).passes();
        RuleAssert.that(madeAt(Bench.NOW.plusSeconds(6).toString())).errsWith("future-dated");
        RuleAssert.that(madeAt("2026-11-20T11:00:00")).errsWith("malformed");
        RuleAssert.that(madeAt("yesterday")).errsWith("malformed");
        RuleAssert.that(
                        new Bench()
                                .file("json", DEMO_REPORT)
                                .run(
                                        "smoke-report",
                                        Map.of(
                                                "artefact", "json",
                                                "kind", "demo",
                                                "max-age", "P7D")))
                .errsWith("bad-parameters");
    }

    @Test
    void shouldNotDecideOverWhatItCannotRead() {
        for (String bad : List.of("", "[]", "{", DEMO_REPORT.replace("1.25", "NaN"))) {
            RuleAssert.that(demo(bad)).errsWith("malformed");
        }
        RuleAssert.that(paper("[]", MARKDOWN)).errsWith("malformed");
    }

    @Test
    void shouldAcceptAPaperSmokeThatIsInOrder() {
        RuleAssert.that(paper(SUMMARY, MARKDOWN)).passes();
    }

    @Test
    void shouldRefuseEveryStatusThatIsNotPlainlyInOrder() {
        for (String status :
                List.of(
                        "coverage+risk_failed",
                        "coverage_warning",
                        "warning",
                        "failed",
                        "",
                        "unknown")) {
            paperFails(
                    "\"payload\": {\"status\": \"ok\"}",
                    "\"payload\": {\"status\": \"" + status + "\"}",
                    "not-in-order");
            paperFails(
                    "\"worst_status\": \"ok\"",
                    "\"worst_status\": \"" + status + "\"",
                    "not-in-order");
            paperFails(
                    "\"tls_audit\": {\"status\": \"ok\"}",
                    "\"tls_audit\": [{\"status\": \"" + status + "\"}]",
                    "not-in-order");
        }
        paperFails("\"environment\"", "\"status\": \"failed\", \"environment\"", "not-in-order");
        paperFails("{\"status\": \"ok\", \"coverage_status\"", "{\"coverage_status\"", "no-member");
        paperFails(
                "\"tls_audit\": {\"status\": \"ok\"}",
                "\"tls_audit\": {\"status\": null}",
                "not-in-order");
    }

    @Test
    void shouldRefuseASkippedPublicationThatWasRequired() {
        paperFails("\"required\": false", "\"required\": true", "not-in-order");
        paperFails("\"exit_code\": 0", "\"exit_code\": 6", "not-in-order");
        paperFails(
                "\"tls_audit\": {\"status\": \"ok\"}",
                "\"tls_audit\": {\"status\": \"skipped\", \"required\": false}",
                "not-in-order");
    }

    @Test
    void shouldRefuseASeverityOtherThanInfo() {
        for (String severity : List.of("WARNING", "ERROR", "CRITICAL", "info", "")) {
            String summary = change(SUMMARY, "INFO", severity);
            RuleAssert.that(paper(summary, MARKDOWN + "It was " + severity)).failsWith("severity");
        }
        RuleAssert.that(paper(change(SUMMARY, "\"severity\": \"INFO\",", ""), MARKDOWN))
                .failsWith("severity");
    }

    @Test
    void shouldRefuseMarkdownOfAnotherRun() {
        for (String value :
                List.of(
                        "2026-11-20T11:00:00+00:00",
                        "ola",
                        "2026-11-19",
                        "ab".repeat(32),
                        "INFO")) {
            RuleAssert.that(paper(SUMMARY, MARKDOWN.replace(value, "-")))
                    .failsWith("markdown-of-another-run");
        }
        RuleAssert.that(new Bench().file("json", SUMMARY).artefact("md").run("smoke-report", PAPER))
                .waitsWith("missing");
    }

    @Test
    void shouldRefuseMarkdownThatTellsOfTrouble() {
        for (String cell :
                List.of(
                        "coverage+risk_failed",
                        "ERROR",
                        "**failed**",
                        "`tls_warning`",
                        "Critical")) {
            RuleAssert.that(paper(SUMMARY, MARKDOWN + "| TLS | " + cell + " |\n"))
                    .failsWith("markdown-disagrees");
        }
    }

    @Test
    void shouldKnowItsKindsAlone() {
        Bench bench = new Bench().file("json", DEMO_REPORT).file("md", MARKDOWN);
        RuleAssert.that(bench.run("smoke-report", Map.of("artefact", "json", "kind", "live")))
                .errsWith("bad-parameters");
        RuleAssert.that(bench.run("smoke-report", Map.of("artefact", "json", "kind", "paper")))
                .errsWith("bad-parameters");
        RuleAssert.that(
                        bench.run(
                                "smoke-report",
                                Map.of("artefact", "json", "kind", "demo", "markdown", "md")))
                .errsWith("bad-parameters");
    }

    @Test
    void shouldJudgeThePaperSmokesOwnSummary() throws IOException {
        Path file = Interop.folder("reports").resolve("paper_smoke/summary.json");
        assumeTrue(Files.isRegularFile(file), "no interop files here");
        String summary = Files.readString(file, UTF_8);
        String markdown =
                "2025-01-02T03:04:05+00:00 op 2025-01-01 2025-01-02 ERROR INFO " + "ab".repeat(32);
        RuleAssert.that(paper(summary, markdown)).failsWith("stale", "severity");
        RuleAssert.that(paper(summary.replace("ERROR", "INFO"), markdown)).failsWith("stale");
    }
}
