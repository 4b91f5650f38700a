package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabsReportTest {

    private static final Map<String, Object> LABS =
            Map.of("artefact", "labs-json", "pdf", "labs-pdf", "max-age", "P7D");
    private static final Instant MADE = Bench.NOW.minusSeconds(3_600);
    private static final String REPORT = report();
    private static final byte[] PDF = pdf("Paper Labs - " + MADE);

    /** A report as the tool prints it, in which everything is in order. */
    static String report() {
        List<String> profiles = new ArrayList<>();
        for (String name : List.of("aggressive", "balanced", "conservative", "manual")) {
            profiles.add(
                    """
                    {"base_equity": 100000.0, "breaches": [], "final_equity": 100120.0,
                     "max_drawdown_pct": 0.01, "profile": "%s", "realized_volatility": 0.05,
                     "sample_size": 719, "total_return_pct": 0.0012, "worst_daily_loss_pct": 7.4e-05,
                     "stress_tests": [
                      {"metrics": {"max_low_gap_pct": 0.002, "severity": 0.04}, "name": "flash_crash", "status": "passed"},
                      {"metrics": {"allowed_ratio": 0.24, "low_volume_ratio": 0.0, "severity": 0.0}, "name": "dry_liquidity", "status": "passed"},
                      {"metrics": {"max_spread_pct": 0.003, "severity": 0.3, "threshold": 0.01}, "name": "latency_spike", "status": "passed"}]}"""
                            .formatted(name));
        }
        return """
        {"base_equity": 100000.0, "breach_count": 0, "generated_at": "%s", "profiles": [%s],
         "stress_failures": 0, "synthetic_data": false}
        """
                .formatted(MADE, String.join(",\n", profiles));
    }

    static byte[] pdf(String line) {
        String head = "%PDF-1.4\n1 0 obj\n(" + line + ")\nendobj\n";
        return (head + "xref\n0 1\ntrailer\n<< >>\nstartxref\n" + head.length() + "\n%%EOF\n")
                .getBytes(UTF_8);
    }

    private static Bench bench(String report) {
        return new Bench()
                .file("labs-json", report.getBytes(UTF_8), MADE.plusMillis(10))
                .file("labs-pdf", PDF, MADE.plusMillis(20));
    }

    private static RuleResult run(String report) {
        return bench(report).run("labs-report", LABS);
    }

    private static void fails(String report, String... codes) {
        assertThat(report).isNotEqualTo(REPORT);
        RuleAssert.that(run(report)).failsWith(codes);
    }

    private static String with(String old, String replacement) {
        assertThat(REPORT).contains(old);
        return REPORT.replaceFirst(java.util.regex.Pattern.quote(old), replacement);
    }

    @Test
    void shouldAcceptAReportInWhichEverythingIsInOrder() {
        RuleAssert.that(run(REPORT)).passes();
        RuleAssert.that(run(REPORT.replace("passed", "ok"))).passes();
        RuleAssert.that(run(REPORT.replace("0.0012", "1.2E-3"))).passes();
    }

    @Test
    void shouldRefuseCountersThatTheRowsContradict() {
        fails(with("\"breach_count\": 0", "\"breach_count\": 1"), "counter-disagrees");
        fails(with("\"breach_count\": 0", "\"breach_count\": \"0\""), "counter-disagrees");
        fails(with("\"stress_failures\": 0", "\"stress_failures\": 2"), "counter-disagrees");
        fails(
                with("\"breaches\": []", "\"breaches\": [\"drawdown_limit\"]"),
                "counter-disagrees",
                "breaches");
        fails(with("\"passed\"", "\"failed\""), "counter-disagrees", "stress-failures");
        fails(with("\"breach_count\": 0, ", ""), "counter-disagrees");
    }

    @Test
    void shouldRefuseBreachesAndFailuresThatAreCountedRightly() {
        fails(
                with("\"breaches\": []", "\"breaches\": [\"volatility_target\"]")
                        .replace("\"breach_count\": 0", "\"breach_count\": 1"),
                "breaches");
        fails(
                with("\"passed\"", "\"failed\"")
                        .replace("\"stress_failures\": 0", "\"stress_failures\": 1"),
                "stress-failures");
    }

    @Test
    void shouldDemandEachProfileOnce() {
        fails(with("\"manual\"", "\"balanced\""), "profiles-incomplete");
        fails(with("\"manual\"", "\"daring\""), "profiles-incomplete");
        fails(
                "{\"base_equity\": 1, \"breach_count\": 0, \"generated_at\": \""
                        + MADE
                        + "\", \"profiles\": [], \"stress_failures\": 0, \"synthetic_data\": false}",
                "profiles-incomplete");
    }

    @Test
    void shouldDemandEveryStressTestOfEveryProfile() {
        fails(with("\"latency_spike\"", "\"flash_crash\""), "stress-incomplete");
        fails(with("\"latency_spike\"", "\"full_moon\""), "stress-incomplete");
        fails(
                with("\"passed\"", "\"skipped\"")
                        .replace("\"stress_failures\": 0", "\"stress_failures\": 1"),
                "status-unknown",
                "stress-failures");
    }

    @Test
    void shouldRefuseAStatusThatItsMeasuresContradict() {
        fails(with("\"severity\": 0.04", "\"severity\": 1.04"), "figures-disagree");
        fails(with("\"low_volume_ratio\": 0.0", "\"low_volume_ratio\": 0.5"), "figures-disagree");
        fails(with("\"threshold\": 0.01", "\"threshold\": 0.001"), "figures-disagree");
        fails(
                with("\"metrics\": {\"max_low_gap_pct\": 0.002, \"severity\": 0.04}, ", ""),
                "figures-disagree");
    }

    @Test
    void shouldTakeFiguresUpToTheirLimits() {
        RuleAssert.that(run(with("\"severity\": 0.04", "\"severity\": 1"))).passes();
        RuleAssert.that(run(with("\"low_volume_ratio\": 0.0", "\"low_volume_ratio\": 0.24")))
                .passes();
        RuleAssert.that(run(with("\"max_drawdown_pct\": 0.01", "\"max_drawdown_pct\": 0.2")))
                .passes();
        fails(
                with("\"max_drawdown_pct\": 0.01", "\"max_drawdown_pct\": 0.2000001"),
                "figures-disagree");
        // what doubles say agrees to five digits
        RuleAssert.that(run(with("0.0012", "0.00121"))).passes();
        fails(with("0.0012", "0.0012100001"), "figures-disagree");
    }

    @Test
    void shouldRefuseFiguresThatCannotBe() {
        for (String figure :
                List.of(
                        "\"max_drawdown_pct\": -0.01",
                        "\"max_drawdown_pct\": 1.5",
                        "\"max_drawdown_pct\": \"Infinity\"",
                        "\"max_drawdown_pct\": \"NaN\"",
                        "\"max_drawdown_pct\": null",
                        "\"max_drawdown_pct\": 1e999999")) {
            fails(with("\"max_drawdown_pct\": 0.01", figure), "implausible");
        }
        fails(with("\"realized_volatility\": 0.05,", "\"other\": 1,"), "implausible");
        fails(
                with("\"worst_daily_loss_pct\": 7.4e-05", "\"worst_daily_loss_pct\": 2"),
                "implausible");
        fails(with("\"sample_size\": 719", "\"sample_size\": 0"), "no-samples");
        fails(
                REPORT.replace("100000.0", "0"),
                "implausible",
                "implausible",
                "implausible",
                "implausible",
                "implausible");
    }

    @Test
    void shouldRefuseFiguresThatContradictEachOther() {
        fails(with("\"final_equity\": 100120.0", "\"final_equity\": 90000.0"), "figures-disagree");
        fails(with("\"max_drawdown_pct\": 0.01", "\"max_drawdown_pct\": 0.21"), "figures-disagree");
        fails(
                with(
                        "{\"base_equity\": 100000.0, \"breaches\"",
                        "{\"base_equity\": 100001.0, \"breaches\""),
                "figures-disagree",
                "figures-disagree");
    }

    @Test
    void shouldNotDecideOverWhatItCannotRead() {
        for (String report :
                List.of(
                        "[]",
                        "{",
                        REPORT.replace("0.05", "NaN"),
                        REPORT.replace("0.05", "Infinity"),
                        REPORT.replace("0.05", "-Infinity"),
                        with("\"synthetic_data\": false", "\"synthetic_data\": \"no\""),
                        with("\"synthetic_data\": false", "\"synthetic\": false"),
                        with(MADE.toString(), "yesterday"),
                        with(MADE.toString(), "2026-11-20T12:00:00"),
                        with("\"breaches\": []", "\"breaches\": {}"),
                        with("\"breaches\": []", "\"breaches\": 0"))) {
            RuleResult result = run(report);
            assertThat(result.verdict()).as(report).isEqualTo(Verdict.ERROR);
            assertThat(Bench.codes(result)).containsOnly("malformed");
        }
    }

    @Test
    void shouldRefuseInventedMarketDataUnlessItIsJudgedApart() {
        String invented = with("\"synthetic_data\": false", "\"synthetic_data\": true");
        fails(invented, "synthetic-data");

        Map<String, Object> apart = new HashMap<>(LABS);
        apart.put("synthetic-data", "judged-apart");
        // alone it would leave the question to nobody
        RuleAssert.that(bench(invented).run("labs-report", apart)).errsWith("bad-parameters");
        apart.put("synthetic-data", "ignored");
        RuleAssert.that(bench(invented).run("labs-report", apart)).errsWith("bad-parameters");
    }

    @Test
    void shouldRefuseAnOldReportAndOneFromTheFuture() {
        Bench bench = bench(REPORT);
        bench.now = MADE.plusSeconds(7 * 86_400);
        RuleAssert.that(bench.run("labs-report", LABS)).passes();
        bench.now = MADE.plusSeconds(7 * 86_400 + 1);
        RuleAssert.that(bench.run("labs-report", LABS)).failsWith("stale");
        // made on a machine whose clock is ahead by as much as is put up with
        bench.now = MADE.minusSeconds(5);
        RuleAssert.that(bench.run("labs-report", LABS)).passes();
        bench.now = MADE.minusSeconds(6);
        RuleAssert.that(bench.run("labs-report", LABS)).errsWith("future-dated");
    }

    @Test
    void shouldDemandThePdfOfTheSameRun() {
        RuleAssert.that(
                        new Bench()
                                .file("labs-json", REPORT)
                                .artefact("labs-pdf")
                                .run("labs-report", LABS))
                .failsWith("missing", "pdf-of-another-run");
        RuleAssert.that(paired(pdf("Paper Labs - 2026-11-19T11:00:00Z"), MADE.plusSeconds(1)))
                .failsWith("pdf-of-another-run");
        RuleAssert.that(paired(PDF, MADE.plusSeconds(1_000))).failsWith("pdf-of-another-run");
        RuleAssert.that(paired(PDF, MADE.minusSeconds(1))).failsWith("pdf-of-another-run");
        RuleAssert.that(paired(pdf("no time"), MADE.plusSeconds(1))).passes();
    }

    @Test
    void shouldDemandARealPdf() {
        String good = new String(PDF, UTF_8);
        for (String bad :
                List.of(
                        "",
                        "%PDF-1.4",
                        good.replace("%PDF-1.4", "%PDF-9.4"),
                        "x" + good,
                        good.replace("%%EOF", ""),
                        good + "and more",
                        good.replaceAll("startxref\n[0-9]+", "startxref\n999999"),
                        good.replaceAll("startxref\n[0-9]+", "startxref\n3"),
                        "<html>" + MADE + "</html>")) {
            RuleAssert.that(paired(bad.getBytes(UTF_8), MADE.plusSeconds(1)))
                    .errsWith(
                            bad.contains(MADE.toString().substring(0, 19)) || bad.length() < 20
                                    ? new String[] {"malformed"}
                                    : new String[] {"malformed", "pdf-of-another-run"});
        }
    }

    private static RuleResult paired(byte[] pdf, Instant written) {
        return new Bench()
                .file("labs-json", REPORT.getBytes(UTF_8), MADE.plusMillis(10))
                .file("labs-pdf", pdf, written)
                .run("labs-report", LABS);
    }

    /** The verdict of each is refusal: the tool found breaches in all of them, and says so. */
    @Test
    void shouldJudgeTheLabsOwnReports() throws IOException {
        Path folder = Interop.folder("labs");
        assumeTrue(Files.isDirectory(folder), "no interop files here");
        Map<String, List<String>> expected =
                Map.ofEntries(
                        Map.entry("calm", List.of("breaches", "stress-failures")),
                        Map.entry("daily_high_risk", List.of("breaches", "stress-failures")),
                        Map.entry("dry", List.of("breaches", "stress-failures")),
                        Map.entry("trend", List.of("breaches", "stress-failures")),
                        Map.entry("mean_reversion", List.of("breaches", "stress-failures")),
                        Map.entry("two_bars", List.of("breaches", "stress-failures")),
                        Map.entry(
                                "fallback_partial",
                                List.of("breaches", "stress-failures", "synthetic-data")),
                        Map.entry(
                                "flag_but_real",
                                List.of("breaches", "stress-failures", "synthetic-data")),
                        Map.entry("tco", List.of("breaches", "stress-failures", "synthetic-data")),
                        Map.entry("one_bar", List.of("malformed")));
        for (Map.Entry<String, List<String>> each : expected.entrySet()) {
            byte[] json =
                    Files.readAllBytes(
                            folder.resolve(each.getKey())
                                    .resolve("out/risk_simulation_report.json"));
            Bench bench =
                    new Bench()
                            .file("labs-json", json, Instant.parse("2026-11-20T09:40:00Z"))
                            .file(
                                    "labs-pdf",
                                    pdf("of the same run"),
                                    Instant.parse("2026-11-20T09:40:01Z"));
            assertThat(Bench.codes(bench.run("labs-report", LABS)))
                    .as(each.getKey())
                    .containsExactlyElementsOf(each.getValue());
        }
        byte[] part =
                Files.readAllBytes(folder.resolve("one_scenario/out/risk_simulation_report.json"));
        assertThat(Bench.codes(run(new String(part, UTF_8))))
                .contains("profiles-incomplete", "stress-incomplete");
    }
}
