package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.ActionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The laboratory's report is judged by its figures; what it says of itself opens nothing. */
class LabsPassTest {

    private static final List<String> PROFILES =
            List.of("conservative", "balanced", "aggressive", "manual");
    private static final Instant MADE = Bench.NOW.minusSeconds(3_600);
    private static final Map<String, Object> DEMAND =
            Map.of(
                    "artefact", "report",
                    "pdf", "pages",
                    "configuration", "configuration",
                    "profiles", PROFILES,
                    "max-age", "P7D");
    private static final String CONFIGURATION = configuration();
    private static final String REPORT = report(CONFIGURATION);

    private static String configuration() {
        StringBuilder yaml = new StringBuilder("risk_profiles:\n");
        for (String profile : PROFILES) {
            yaml.append("  ").append(profile).append(":\n");
            LabsPassFigures.LIMITS.forEach(
                    name -> yaml.append("    ").append(name).append(": 0.5\n"));
        }
        return yaml.toString();
    }

    private static String measure(String measured) {
        return "\"unit\": \"fraction\", \"bound\": \"at_most\", \"limit\": 0.5, \"measured\": "
                + measured
                + ", \"distance\": 0.4";
    }

    private static String report(String configuration) {
        List<String> profiles = new ArrayList<>();
        for (String name : PROFILES) {
            List<String> limits =
                    LabsPassFigures.LIMITS.stream()
                            .map(
                                    limit ->
                                            "{\"name\": \"%s\", \"required\": true, %s}"
                                                    .formatted(limit, measure("0.1")))
                            .toList();
            List<String> tests =
                    LabsPassFigures.TESTS.stream()
                            .map(
                                    test ->
                                            "{\"name\": \"%s\", \"subject\": \"all\", \"required\": true, \"status\": \"passed\", \"measure\": {%s}}"
                                                    .formatted(test, measure("0.1")))
                            .toList();
            profiles.add(
                    """
                    {"profile": "%s", "verdict": "PASS", "breaches": [], "base_equity": 100000.0,
                     "final_equity": 101000.0, "total_return_pct": 0.01, "sample_size": 719,
                     "limits": [%s], "stress_tests": [%s], "further_stress_tests": [],
                     "tail_figures": [{"model": "ewma", "level": 0.99, "value_at_risk": {"value": 0.02}, "expected_shortfall": {"value": 0.03}}],
                     "judging": {"model": "ewma", "level": 0.99},
                     "backtests": [{"model": "ewma", "level": 0.99, "observations": 1043, "exceptions": 12,
                       "tests": [{"name": "kupiec", "statistic": 0.22768, "rejected": false}]},
                      {"model": "normal", "level": 0.99, "observations": 1043, "exceptions": 22,
                       "tests": [{"name": "kupiec", "statistic": 9.8298, "rejected": true}]}]}"""
                            .formatted(name, String.join(", ", limits), String.join(", ", tests)));
        }
        return """
        {"schema": "gatehouse.risk-lab-report/1", "generated_at": "%s", "synthetic_data": false,
         "verdict": "PASS",
         "run": {"configuration": {"sha384": "%s"}, "instruments": [{"symbol": "SPY", "synthetic": false, "first_bar": "2026-01-01T00:00:00Z", "last_bar": "2026-04-11T00:00:00Z"}],
          "sources": [{"path": "a.parquet", "sha384": "%s", "bytes": 10, "synthetic": false}]},
         "profiles": [%s]}
        """
                .formatted(
                        MADE,
                        Digest.sha384(configuration.getBytes(UTF_8)).value(),
                        Digest.sha384("a".getBytes(UTF_8)).value(),
                        String.join(",\n", profiles));
    }

    private static Bench bench(String report) {
        return new Bench()
                .file("report", report.getBytes(UTF_8), MADE)
                .file(
                        "pages",
                        LabsReportTest.pdf(Digest.sha384(report.getBytes(UTF_8)).hex()),
                        MADE)
                .file("configuration", CONFIGURATION.getBytes(UTF_8), MADE);
    }

    private static RuleResult run(String report) {
        return bench(report).run("labs-pass", DEMAND);
    }

    private static String with(String old, String replacement) {
        assertThat(REPORT).contains(old);
        return REPORT.replaceFirst(
                java.util.regex.Pattern.quote(old),
                java.util.regex.Matcher.quoteReplacement(replacement));
    }

    private static void fails(String report, String... codes) {
        assertThat(report).isNotEqualTo(REPORT);
        RuleAssert.that(run(report)).failsWith(codes);
    }

    private static void errs(String report, String... codes) {
        assertThat(report).isNotEqualTo(REPORT);
        RuleAssert.that(run(report)).errsWith(codes);
    }

    @Test
    void shouldPassWhenEveryFigureIsWithinItsLimit() {
        RuleAssert.that(run(REPORT)).passes();
        RuleAssert.that(run(with("\"measured\": 0.1", "\"measured\": 0.5"))).passes();
    }

    @Test
    void shouldRefuseWhateverTheReportConcludes() {
        // each of these says PASS and zero breaches
        fails(with("\"measured\": 0.1", "\"measured\": 0.500001"), "limit-broken");
        fails(with("\"measured\": 0.1", "\"measured\": null"), "not-measured");
        fails(with("\"breaches\": []", "\"breaches\": [\"hard_drawdown_pct\"]"), "breach");
        fails(with("\"final_equity\": 101000.0", "\"final_equity\": 91000.0"), "figures-disagree");
        fails(with("\"sample_size\": 719", "\"sample_size\": 0"), "no-samples");
        fails(
                with(
                        "\"expected_shortfall\": {\"value\": 0.03}",
                        "\"expected_shortfall\": {\"value\": 0.01}"),
                "figures-disagree");
        fails(
                with("\"verdict\": \"PASS\",\n \"run\"", "\"verdict\": \"FAIL\",\n \"run\""),
                "figures-disagree");
    }

    @Test
    void shouldComputeTheBacktestOfTheJudgingModelAnew() {
        fails(
                with("\"exceptions\": 12", "\"exceptions\": 22"),
                "figures-disagree",
                "judging-model-rejected");
        fails(with("\"statistic\": 0.22768", "\"statistic\": 0.23768"), "figures-disagree");
        fails(
                with("\"rejected\": false", "\"rejected\": true"),
                "figures-disagree",
                "judging-model-rejected");
        fails(
                with("\"judging\": {\"model\": \"ewma\"", "\"judging\": {\"model\": \"normal\""),
                "judging-model-rejected",
                "judging-model-rejected");
        fails(
                with("\"judging\": {\"model\": \"ewma\"", "\"judging\": {\"model\": \"garch\""),
                "judging-model-untested");
        fails(
                with("\"judging\": {\"model\": \"ewma\", \"level\": 0.99}", "\"judging\": null"),
                "no-judging-model");
    }

    /** Kupiec (1995), as tabled by MathWorks for 1,043 and 250 observations. */
    @Test
    void shouldComputeKupiecsRatioAsPublished() {
        assertThat(LabsPassFigures.kupiec(1_043, 57, 0.05)).isCloseTo(0.46147, within(5e-6));
        assertThat(LabsPassFigures.kupiec(1_043, 22, 0.01)).isCloseTo(9.8298, within(5e-5));
        assertThat(LabsPassFigures.kupiec(250, 3, 0.05)).isCloseTo(10.812, within(5e-4));
        // no exception at all rejects as well
        assertThat(LabsPassFigures.kupiec(255, 0, 0.01)).isCloseTo(5.1257, within(1e-3));
        assertThat(LabsPassFigures.kupiec(10, 10, 0.01)).isGreaterThan(90);
    }

    @Test
    void shouldDemandTheLimitsOfTheAttachedConfiguration() {
        fails(with("\"limit\": 0.5", "\"limit\": 0.6"), "other-limit");
        fails(with("\"name\": \"max_leverage\"", "\"name\": \"max_courage\""), "limit-missing");
        String other = CONFIGURATION.replaceFirst("0.5", "0.4");
        Bench bench =
                new Bench()
                        .file("report", REPORT.getBytes(UTF_8), MADE)
                        .file(
                                "pages",
                                LabsReportTest.pdf(Digest.sha384(REPORT.getBytes(UTF_8)).hex()),
                                MADE)
                        .file("configuration", other.getBytes(UTF_8), MADE);
        RuleAssert.that(bench.run("labs-pass", DEMAND)).failsWith("other-configuration");
    }

    @Test
    void shouldTakeTheLimitsOfManualFromItsOwnFile() {
        Map<String, Object> demand = new HashMap<>(DEMAND);
        demand.put("manual", "manual");
        String own =
                "risk_profiles:\n" + CONFIGURATION.substring(CONFIGURATION.indexOf("  manual:"));
        RuleAssert.that(
                        bench(REPORT)
                                .file("manual", own.getBytes(UTF_8), MADE)
                                .run("labs-pass", demand))
                .passes();
        RuleAssert.that(
                        bench(REPORT)
                                .file(
                                        "manual",
                                        own.replaceFirst("0.5", "0.4").getBytes(UTF_8),
                                        MADE)
                                .run("labs-pass", demand))
                .failsWith("other-limit");
    }

    @Test
    void shouldDemandEachProfileAndEachStressTest() {
        fails(with("\"profile\": \"manual\"", "\"profile\": \"balanced\""), "profiles-incomplete");
        fails(with("\"name\": \"flash_crash\"", "\"name\": \"full_moon\""), "stress-incomplete");
        fails(
                with(
                        "\"status\": \"passed\", \"measure\": {" + measure("0.1") + "}",
                        "\"status\": \"passed\", \"measure\": null"),
                "stress-not-tested",
                "stress-incomplete");
    }

    @Test
    void shouldRefuseInventedDataUnlessTheyAreJudgedApart() {
        fails(with("\"synthetic_data\": false", "\"synthetic_data\": true"), "synthetic-data");
        fails(
                with(
                        "\"symbol\": \"SPY\", \"synthetic\": false",
                        "\"symbol\": \"SPY\", \"synthetic\": true"),
                "figures-disagree");
        errs(with("\"synthetic_data\": false,", ""), "malformed");
    }

    @Test
    void shouldRefuseAReportOfAnotherTimeOrRun() {
        fails(
                REPORT.replace(MADE.toString(), Bench.NOW.minus(Duration.ofDays(8)).toString()),
                "stale");
        errs(
                REPORT.replace(MADE.toString(), Bench.NOW.plus(Duration.ofDays(1)).toString()),
                "future-dated");
        Bench bench =
                new Bench()
                        .file("report", REPORT.getBytes(UTF_8), MADE)
                        .file("pages", LabsReportTest.pdf("of another report"), MADE)
                        .file("configuration", CONFIGURATION.getBytes(UTF_8), MADE);
        RuleAssert.that(bench.run("labs-pass", DEMAND)).failsWith("pdf-of-another-run");
    }

    /** One digit changed after the run, in a report that is otherwise in order. */
    @Test
    void shouldBindTheReportToTheRunThatWroteIt() {
        Bench bench = bench(REPORT);
        bench.action =
                Optional.of(
                        new ActionDefinition(
                                new AdapterId("risk-labs"),
                                JsonObject.EMPTY,
                                Duration.ofMinutes(1)));
        bench.actionState =
                Optional.of(new ActionState("key", 1, ActionState.Phase.SUCCEEDED, Bench.NOW));
        bench.facts = JsonObject.of("report_sha384", Digest.sha384(REPORT.getBytes(UTF_8)).value());
        RuleAssert.that(bench.run("labs-pass", DEMAND)).passes();

        String edited = with("\"measured\": 0.1", "\"measured\": 0.2");
        RuleAssert.that(run(edited)).passes();
        Bench forged = bench(edited);
        forged.action = bench.action;
        forged.actionState = bench.actionState;
        forged.facts = bench.facts;
        RuleAssert.that(forged.run("labs-pass", DEMAND)).failsWith("report-not-of-this-run");
    }

    @Test
    void shouldDemandTheDataThatAreEvidence() {
        Map<String, Object> demand = new HashMap<>(DEMAND);
        demand.put("data", "market");
        RuleAssert.that(
                        bench(REPORT)
                                .file("market", "a".getBytes(UTF_8), MADE)
                                .run("labs-pass", demand))
                .passes();
        RuleAssert.that(
                        bench(REPORT)
                                .file("market", "b".getBytes(UTF_8), MADE)
                                .run("labs-pass", demand))
                .failsWith("other-data");
        fails(
                with(
                        "\"sha384\": \"" + Digest.sha384("a".getBytes(UTF_8)).value(),
                        "\"sha384\": \""),
                "data-unnamed");
    }

    @Test
    void shouldDemandAHistoryInWhichSomethingCouldHappen() {
        Map<String, Object> demand = new HashMap<>(DEMAND);
        demand.put("min-days", 100);
        RuleAssert.that(bench(REPORT).run("labs-pass", demand)).passes();
        demand.put("min-days", 101);
        RuleAssert.that(bench(REPORT).run("labs-pass", demand)).failsWith("history-too-short");
        demand.put("min-days", 1);
        RuleAssert.that(
                        bench(with("\"first_bar\": \"2026-01-01T00:00:00Z\"", "\"first\": 1"))
                                .run("labs-pass", demand))
                .failsWith("history-too-short");
    }

    @Test
    void shouldErrOnWhatIsNoReport() {
        errs(REPORT.replace("gatehouse.risk-lab-report/1", "another/1"), "malformed");
        errs("[]", "malformed");
        errs("not json", "malformed");
    }
}
