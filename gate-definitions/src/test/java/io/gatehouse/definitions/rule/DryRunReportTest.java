package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.JsonProfile;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.rule.RuleResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DryRunReportTest {

    static final Map<String, Object> PARAMETERS =
            Map.of("report", "report", "log", "log", "max-age", "P1D");

    static final String CONFIGURATION =
            """
            environments:
              binance_live: {exchange: binance_spot, environment: live}
              kraken_live: {exchange: kraken_spot, environment: live}
              binance_paper: {exchange: binance_spot, environment: paper}
            """;

    static final String REPORT =
            """
            {
              "generated_at": "2026-11-20T09:58:27.692396+00:00",
              "config": "reports/config/1",
              "status": "PASS",
              "environments": [
                {
                  "environment": "binance_live",
                  "status": "PASS",
                  "exchanges": ["binance_spot", "kraken_spot"],
                  "adapters": {
                    "binance_spot": {"status": "PASS", "class": "A", "adapter_name": "binance_spot"},
                    "kraken_spot": {"status": "PASS", "class": "B", "adapter_name": "kraken_spot"}
                  },
                  "simulation": {
                    "symbols": ["BTCUSDT", "ETHUSDT"],
                    "orders_attempted": 2,
                    "orders_executed": 2,
                    "ledger_rows": 2,
                    "total_notional": 20.01
                  },
                  "notes": null
                }
              ],
              "notes": null
            }
            """;

    static final String LINE =
            """
            {"timestamp":"2026-11-20T09:58:27.692396+00:00","category":"live_execution_dry_run",\
            "status":"PASS","report":"reports/report/2",\
            "environments":[{"name":"binance_live","status":"PASS","orders_executed":2}],"notes":null}
            """;

    private static final ToolKeys KEYS = new ToolKeys().with("dry-run", "live-dry");

    /** The line as the tool signs it, whatever it says. */
    static String signed(String line) {
        return CanonicalJson.text(KEYS.inline("dry-run", "live-dry", object(line))) + "\n";
    }

    private static JsonObject object(String line) {
        return StrictJson.read(line.getBytes(UTF_8), JsonProfile.SIGNED).objectOrThrow();
    }

    static Bench bench(String report, String line) {
        Bench bench =
                new Bench().file("config", CONFIGURATION).file("report", report).file("log", line);
        bench.configuration = Optional.of(new ArtefactId("config"));
        bench.macs = KEYS;
        return bench;
    }

    static RuleResult result(String report, String line) {
        return bench(report, line).run("dry-run-report", PARAMETERS);
    }

    private static RuleAssert judged(String report, String line) {
        boolean readable = line.startsWith("{") && line.endsWith("}\n");
        return RuleAssert.that(result(report, readable ? signed(line) : line));
    }

    /** The line goes into the file as it is. */
    private static RuleAssert asItIs(String line) {
        return RuleAssert.that(result(REPORT, line));
    }

    private static RuleAssert report(String before, String after) {
        assertThat(REPORT).contains(before);
        return judged(REPORT.replace(before, after), LINE);
    }

    private static RuleAssert line(String before, String after) {
        assertThat(LINE).contains(before);
        return judged(REPORT, LINE.replace(before, after));
    }

    @Test
    void shouldAcceptARunThatPassedEverywhere() {
        judged(REPORT, LINE).passes();
        report("\"reports/config/1\"", "\"/srv/bot/reports/config/1\"").passes();
        report("\"reports/config/1\"", "\"./reports/config/1\"").passes();
    }

    @Test
    void shouldAcceptTheDigestsOfTheConfiguration() {
        DigestPair digests = DigestPair.of(CONFIGURATION.getBytes(UTF_8));
        report(
                        "\"config\":",
                        "\"config_sha256\": \"%s\", \"config_sha384\": \"%s\", \"config\":"
                                .formatted(digests.sha256().hex(), digests.sha384().hex()))
                .passes();
    }

    @Test
    void shouldRefuseARunThatFailed() {
        judged(REPORT.replace("\"PASS\"", "\"FAIL\""), LINE.replace("PASS", "FAIL"))
                .failsWith(
                        "value-refused",
                        "value-refused",
                        "value-refused",
                        "value-refused",
                        "value-refused");
    }

    @Test
    void shouldRefuseAStatusThatDisagreesWithTheEnvironments() {
        assertThat(
                        report(
                                        "\"binance_live\",\n      \"status\": \"PASS\"",
                                        "\"binance_live\",\n      \"status\": \"FAIL\"")
                                .codes())
                .containsExactly("value-refused", "status-disagrees", "log-disagrees");
        report(
                        "\"config\": \"reports/config/1\",\n  \"status\": \"PASS\"",
                        "\"config\": \"reports/config/1\",\n  \"status\": \"FAIL\"")
                .failsWith("value-refused", "status-disagrees");
    }

    @Test
    void shouldRefuseARunOverNoEnvironment() {
        String none =
                REPORT.replaceAll("(?s)\"environments\": \\[.*\\],\n", "\"environments\": [],\n");
        assertThat(judged(none, LINE).codes()).contains("no-environment");
    }

    @Test
    void shouldRefuseAnAdapterWithAnErrorOrWithoutAResult() {
        report("\"class\": \"B\"", "\"error\": \"no key\", \"class\": \"B\"")
                .failsWith("adapter-error");
        report("\"kraken_spot\": {\"status\": \"PASS\"", "\"kraken_spot\": {\"status\": \"FAIL\"")
                .failsWith("value-refused");
        report("\"kraken_spot\": {", "\"other\": {").failsWith("no-adapter");
        report("[\"binance_spot\", \"kraken_spot\"]", "[]").failsWith("no-exchange");
    }

    @Test
    void shouldRefuseAnEnvironmentWithAnErrorWhateverItsStatusSays() {
        String report =
                REPORT.replace("\"exchanges\":", "\"error\": \"no connection\", \"exchanges\":");
        RuleAssert.that(bench(report, signed(LINE)).run("dry-run-report", PARAMETERS))
                .failsWith("adapter-error");
    }

    @Test
    void shouldRefuseOrdersThatWereNotFilled() {
        report("\"orders_executed\": 2", "\"orders_executed\": 1").failsWith("orders-unfilled");
        judged(
                        REPORT.replace("\"orders_executed\": 2", "\"orders_executed\": 0")
                                .replace("\"orders_attempted\": 2", "\"orders_attempted\": 0"),
                        LINE)
                .failsWith("orders-unfilled");
        report("\"ledger_rows\": 2", "\"ledger_rows\": 1").failsWith("ledger-short");
        report("\"simulation\"", "\"other\"").failsWith("no-member");
    }

    @Test
    void shouldRefuseAnEnvironmentThatIsNotLive() {
        judged(
                        REPORT.replace("binance_live", "binance_paper"),
                        LINE.replace("binance_live", "binance_paper"))
                .failsWith("not-live");
        judged(
                        REPORT.replace("binance_live", "other_live"),
                        LINE.replace("binance_live", "other_live"))
                .failsWith("not-live");
    }

    @Test
    void shouldRefuseAnotherConfiguration() {
        report("reports/config/1", "reports/config/2").failsWith("other-configuration");
        report("\"config\":", "\"config_sha256\": \"" + "0".repeat(64) + "\", \"config\":")
                .failsWith("other-configuration");
    }

    @Test
    void shouldWaitForTheConfiguration() {
        Bench bench =
                new Bench().file("filler", "x").file("report", REPORT).file("log", signed(LINE));
        bench.macs = KEYS;
        bench.configuration = Optional.of(new ArtefactId("config"));
        RuleAssert.that(bench.run("dry-run-report", PARAMETERS)).waitsWith("no-configuration");
    }

    @Test
    void shouldNotDecideOverAConfigurationThatItCannotRead() {
        for (String other : java.util.List.of("a: [", "[]", "environments: []", "a: 1\na: 2")) {
            Bench bench =
                    new Bench()
                            .file("config", other)
                            .file("report", REPORT)
                            .file("log", signed(LINE));
            bench.macs = KEYS;
            bench.configuration = Optional.of(new ArtefactId("config"));
            assertThat(Bench.codes(bench.run("dry-run-report", PARAMETERS)))
                    .as(other)
                    .contains("malformed");
            RuleAssert.that(bench.run("dry-run-report", PARAMETERS)).refusesWithError();
        }
        Bench two = bench(REPORT, signed(LINE)).file("config", "environments: {}");
        assertThat(Bench.codes(two.run("dry-run-report", PARAMETERS))).contains("no-configuration");
        Bench changed = new Bench().file("config", CONFIGURATION).changed();
        changed.file("report", REPORT).file("log", signed(LINE));
        changed.macs = KEYS;
        changed.configuration = Optional.of(new ArtefactId("config"));
        assertThat(Bench.codes(changed.run("dry-run-report", PARAMETERS))).contains("changed");
    }

    @Test
    void shouldRefuseAnEnvironmentThatIsNamedTwice() {
        String one =
                REPORT.substring(
                        REPORT.indexOf("    {\n      \"environment\""),
                        REPORT.indexOf("  ],\n  \"notes\""));
        report(one, one.stripTrailing() + ",\n" + one).failsWith("environment-twice");
    }

    @Test
    void shouldRefuseALogThatSaysOtherwise() {
        line("\"report\":\"reports/report/2\"", "\"report\":\"reports/report/9\"")
                .failsWith("other-report", "not-logged");
        line("live_execution_dry_run", "smoke").failsWith("value-refused");
        line(
                        "\"name\":\"binance_live\",\"status\":\"PASS\"",
                        "\"name\":\"binance_live\",\"status\":\"FAIL\"")
                .failsWith("log-disagrees");
        line("\"name\":\"binance_live\"", "\"name\":\"kraken_live\"").failsWith("log-disagrees");
        judged(REPORT, "").failsWith("not-logged");
    }

    @Test
    void shouldRefuseWhatIsOld() {
        Bench bench = bench(REPORT, signed(LINE));
        bench.now = Instant.parse("2026-11-21T09:58:28Z");
        RuleAssert.that(bench.run("dry-run-report", PARAMETERS)).failsWith("stale", "stale");
        bench.now = Instant.parse("2026-11-20T09:00:00Z");
        RuleAssert.that(bench.run("dry-run-report", PARAMETERS))
                .errsWith("future-dated", "future-dated");
    }

    @Test
    void shouldRefuseALineWithoutSignatureUnlessTheDefinitionAdmitsIt() {
        asItIs(LINE).failsWith("unsigned");

        Map<String, Object> unsigned = new HashMap<>(PARAMETERS);
        unsigned.put("signed", false);
        RuleAssert.that(bench(REPORT, LINE).run("dry-run-report", unsigned)).passes();
        RuleAssert.that(
                        bench(REPORT, signed(LINE).replace("\"notes\":null", "\"notes\":\"x\""))
                                .run("dry-run-report", unsigned))
                .failsWith("bad-code");
    }

    @Test
    void shouldAcceptWhatTheKeyOfTheDryRunSignedHoweverItIsSpelled() {
        asItIs(signed(LINE)).passes();
        asItIs(signed(LINE).replace(",\"", " , \"").replace("\":", "\" : ")).passes();
        assertThat(KEYS.asked).extracting(MacClaim::purpose).containsOnly("dry-run");
    }

    @Test
    void shouldRefuseALineThatWasChangedAfterwards() {
        asItIs(signed(LINE).replace("\"notes\":null", "\"notes\":\"x\"")).failsWith("bad-code");
        asItIs(signed(LINE).replace("\"orders_executed\":2", "\"orders_executed\":9"))
                .failsWith("bad-code");
    }

    @Test
    void shouldNotTakeTextForTheNumberThatWasSigned() {
        // a lenient reader sees the same value in both
        asItIs(signed(LINE).replace("\"orders_executed\":2", "\"orders_executed\":\"2\""))
                .failsWith("bad-code");
    }

    @Test
    void shouldNotDecideAboutALineWithoutOneCanonicalForm() {
        for (String other : List.of("2.0", "2e0", "9007199254740993")) {
            asItIs(signed(LINE).replace("\"orders_executed\":2", "\"orders_executed\":" + other))
                    .errsWith("not-signable");
        }
        asItIs(signed(LINE).replace("\"notes\":", "\"p\u00f3\u017aniej\":1,\"notes\":"))
                .errsWith("not-signable");
    }

    @Test
    void shouldRefuseAKeyThatDoesNotCount() {
        for (Map.Entry<MacAnswer, String> one :
                Map.of(
                                MacAnswer.UNKNOWN_KEY, "unknown-key",
                                MacAnswer.KEY_NOT_USABLE, "key-not-usable")
                        .entrySet()) {
            Bench bench = bench(REPORT, signed(LINE));
            bench.macs = claim -> one.getKey();
            RuleAssert.that(bench.run("dry-run-report", PARAMETERS)).failsWith(one.getValue());
        }
        Bench away = bench(REPORT, signed(LINE));
        away.macs = MacVerifier.NONE;
        RuleAssert.that(away.run("dry-run-report", PARAMETERS)).errsWith("code-not-checked");

        Bench other = bench(REPORT, signed(LINE));
        other.macs = new ToolKeys().with("bundle", "live-dry");
        RuleAssert.that(other.run("dry-run-report", PARAMETERS)).failsWith("unknown-key");
    }

    @Test
    void shouldRefuseAnotherFormOfSignature() {
        String line = signed(LINE);
        asItIs(line.replace("HMAC-SHA256", "HMAC-MD5")).failsWith("other-algorithm");
        asItIs(line.replace("HMAC-SHA256", "HMAC-SHA384")).failsWith("other-algorithm");
        asItIs(line.replace("\"key_id\":\"live-dry\"", "\"key_id\":7")).errsWith("malformed");
        asItIs(line.replace("\"key_id\"", "\"kid\"")).errsWith("malformed");
        asItIs(line.replace("\"value\":\"", "\"value\":\"=")).errsWith("malformed");
        asItIs(LINE.replace("\"notes\":null", "\"signature\":\"x\"")).errsWith("malformed");
        asItIs(LINE.replace("\"notes\":null", "\"signature\":null")).errsWith("malformed");
    }

    @Test
    void shouldNotDecideOnWhatCannotBeRead() {
        judged("[]", LINE).refusesWithError();
        judged(REPORT.substring(9), LINE).refusesWithError();
        judged(REPORT, LINE.strip()).refusesWithError();
    }
}
