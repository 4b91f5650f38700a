package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.JsonProfile;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.CanonicalJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DryRunPassTest {

    private static final Map<String, Object> PARAMETERS =
            Map.of(
                    "report", "report",
                    "log", "log",
                    "max-age", "P1D",
                    "drills", List.of("fallback:1500", "kill:250"),
                    "checks", List.of("min-notional", "latency-budget"));

    private static final String CONFIGURATION =
            """
            environments:
              binance_live: {exchange: binance_spot, environment: live}
              binance_paper: {exchange: binance_spot, environment: paper}
            """;

    private static final String REPORT =
            """
            {
              "generated_at": "2026-11-20T09:58:27Z",
              "config_sha384": "CONFIG",
              "status": "PASS",
              "environments": [
                {
                  "environment": "binance_live",
                  "status": "PASS",
                  "exchanges": ["binance_spot"],
                  "adapters": {"binance_spot": {"status": "PASS"}},
                  "simulation": {"symbols": ["BTCUSDT"], "orders_attempted": 2, "orders_executed": 2, "ledger_rows": 2},
                  "checks": [
                    {"id": "min-notional", "expected": "refused", "observed": "refused", "ok": true},
                    {"id": "latency-budget", "expected": "<= 250", "observed": "31.5", "ok": true}
                  ],
                  "drills": [
                    {"id": "fallback", "ran": true, "ok": true, "millis": 900, "bound_millis": 1500},
                    {"id": "kill", "ran": true, "ok": true, "millis": 12.5, "bound_millis": 250}
                  ]
                }
              ]
            }
            """
                    .replace("CONFIG", Digest.sha384(CONFIGURATION.getBytes(UTF_8)).hex());

    private static final ToolKeys KEYS = new ToolKeys().with("dry-run", "live-dry");

    private static String line(String report) {
        return "{\"timestamp\":\"2026-11-20T09:58:27Z\",\"category\":\"live_execution_dry_run\",\"status\":\"PASS\",\"report\":\"reports/report/2\",\"report_sha384\":\""
                + Digest.sha384(report.getBytes(UTF_8)).value()
                + "\"}";
    }

    private static String signed(String line) {
        return CanonicalJson.text(
                        KEYS.inline(
                                "dry-run",
                                "live-dry",
                                StrictJson.read(line.getBytes(UTF_8), JsonProfile.SIGNED)
                                        .objectOrThrow()))
                + "\n";
    }

    private static Bench bench(String report, String log) {
        Bench bench =
                new Bench().file("config", CONFIGURATION).file("report", report).file("log", log);
        bench.configuration = Optional.of(new ArtefactId("config"));
        bench.macs = KEYS;
        return bench;
    }

    private static RuleAssert judged(String report) {
        return RuleAssert.that(bench(report, signed(line(report))).run("dry-run-pass", PARAMETERS));
    }

    /** A change of the report, logged and signed as if it were right. */
    private static RuleAssert changed(String before, String after) {
        assertThat(REPORT).contains(before);
        return judged(REPORT.replace(before, after));
    }

    @Test
    void shouldAcceptARunInWhichEverythingRanAndPassed() {
        judged(REPORT).passes();
        changed("\"config_sha384\": \"", "\"config_sha384\": \"sha384:").passes();
    }

    @Test
    void shouldRefuseWhatWasNotRun() {
        changed(
                        "\"ran\": true, \"ok\": true, \"millis\": 900",
                        "\"ran\": false, \"ok\": true, \"millis\": 900")
                .failsWith("not-run");
        changed("\"id\": \"kill\"", "\"id\": \"other\"").failsWith("not-run");
        changed("\"id\": \"min-notional\"", "\"id\": \"other\"").failsWith("not-run");
        changed("\"observed\": \"refused\"", "\"observed\": \"not run\"").failsWith("not-run");
        changed("\"drills\"", "\"others\"").failsWith("no-member", "not-run", "not-run");
        changed("\"checks\"", "\"others\"").failsWith("no-member", "not-run", "not-run");
        judged(REPORT.replaceAll("(?s)\"environments\": \\[.*\\]\n}", "\"environments\": []\n}"))
                .failsWith("not-run");
        Map<String, Object> more = new HashMap<>(PARAMETERS);
        more.put("environments", List.of("binance_live", "kraken_live"));
        RuleAssert.that(bench(REPORT, signed(line(REPORT))).run("dry-run-pass", more))
                .failsWith("not-run");
    }

    @Test
    void shouldRefuseWhatFailed() {
        changed("\"observed\": \"refused\", \"ok\": true", "\"observed\": \"taken\", \"ok\": false")
                .failsWith("value-refused");
        changed(
                        "\"ran\": true, \"ok\": true, \"millis\": 12.5",
                        "\"ran\": true, \"ok\": false, \"millis\": 12.5")
                .failsWith("value-refused");
        changed(
                        "\"binance_spot\": {\"status\": \"PASS\"}",
                        "\"binance_spot\": {\"status\": \"FAIL\"}")
                .failsWith("value-refused");
        changed("\"orders_executed\": 2", "\"orders_executed\": 1").failsWith("orders-unfilled");
        changed(
                        "\"binance_live\",\n      \"status\": \"PASS\"",
                        "\"binance_live\",\n      \"status\": \"FAIL\"")
                .failsWith("value-refused", "status-disagrees");
    }

    @Test
    void shouldComputeWhatTheReportOnlyClaims() {
        changed("\"31.5\"", "\"250.1\"").failsWith("outside-bound");
        changed("\"31.5\"", "\"fast\"").failsWith("outside-bound");
        changed("\"millis\": 12.5", "\"millis\": 250.5").failsWith("too-slow");
        changed("\"millis\": 12.5", "\"millis\": -1").failsWith("outside-bound");
        changed("\"bound_millis\": 250", "\"bound_millis\": 2500").failsWith("bound-too-wide");
        changed("\"id\": \"kill\"", "\"id\": \"fallback\"").failsWith("listed-twice", "not-run");
        changed("\"millis\": 12.5, ", "").failsWith("no-member");
    }

    @Test
    void shouldRefuseAnotherConfigurationOrEnvironment() {
        changed("\"config_sha384\": \"", "\"config_sha384\": \"0").failsWith("other-configuration");
        changed("\"config_sha384\"", "\"config_sha256\"").failsWith("no-member");
        changed("binance_live", "binance_paper").failsWith("not-live", "not-run");
    }

    @Test
    void shouldRefuseAReportThatTheSignedLogDoesNotName() {
        RuleAssert.that(bench(REPORT, signed(line(REPORT + " "))).run("dry-run-pass", PARAMETERS))
                .failsWith("other-report", "not-logged");
        RuleAssert.that(bench(REPORT, "").run("dry-run-pass", PARAMETERS)).failsWith("not-logged");
        RuleAssert.that(bench(REPORT, line(REPORT) + "\n").run("dry-run-pass", PARAMETERS))
                .failsWith("unsigned");
        RuleAssert.that(
                        bench(REPORT, signed(line(REPORT)).replace("reports/report/2", "reports/x"))
                                .run("dry-run-pass", PARAMETERS))
                .failsWith("bad-code");
        RuleAssert.that(
                        bench(REPORT, signed(line(REPORT).replace("\"PASS\"", "\"FAIL\"")))
                                .run("dry-run-pass", PARAMETERS))
                .failsWith("value-refused");
    }

    @Test
    void shouldRefuseWhatIsOldOrCannotBeRead() {
        Bench old = bench(REPORT, signed(line(REPORT)));
        old.now = Instant.parse("2026-11-21T09:58:28Z");
        RuleAssert.that(old.run("dry-run-pass", PARAMETERS)).failsWith("stale", "stale");
        judged("[]").refusesWithError();
        judged(REPORT.substring(7)).refusesWithError();
        Map<String, Object> wrong = new HashMap<>(PARAMETERS);
        wrong.put("drills", List.of("kill"));
        RuleAssert.that(bench(REPORT, signed(line(REPORT))).run("dry-run-pass", wrong))
                .errsWith("bad-parameters");
    }
}
