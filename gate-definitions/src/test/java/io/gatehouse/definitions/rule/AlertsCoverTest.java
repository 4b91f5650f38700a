package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsCoverTest {

    private static String shipped() throws Exception {
        return Files.readString(
                Path.of(System.getProperty("gatehouse.root", ".."))
                        .resolve("deploy/prometheus/live_router.rules.yml"));
    }

    private static RuleAssert judged(String rules) {
        return RuleAssert.that(
                new Bench().file("rules", rules).run("alerts-cover", Map.of("rules", "rules")));
    }

    /** The shipped rules with one change. */
    private static RuleAssert changed(String before, String after) throws Exception {
        assertThat(shipped()).contains(before);
        return judged(shipped().replace(before, after));
    }

    @Test
    void shouldAcceptTheShippedRules() throws Exception {
        judged(shipped()).passes();
    }

    @Test
    void shouldRefuseAnAlertOnAMetricThatNobodyExports() throws Exception {
        changed("expr: live_breaker_open > 0", "expr: live_breakers_open > 0")
                .failsWith("metric-unknown", "cause-not-covered");
        changed(
                        "live_execution_latency_seconds_bucket[1m]",
                        "live_router_latency_seconds_bucket[1m]")
                .failsWith("bucket-without-histogram", "cause-not-covered");
    }

    @Test
    void shouldRefuseAnAlertThatCannotFireOrIsNotUnderstood() throws Exception {
        changed("expr: live_breaker_open > 0", "expr: live_breaker_open > 1")
                .failsWith("threshold-never-reached", "cause-not-covered");
        changed("expr: live_lease_held < 1", "expr: absent(live_lease_held)")
                .failsWith("expression-not-understood", "cause-not-covered");
        changed("expr: live_breaker_open > 0", "expr: rate(live_breaker_open[5m]) > 0")
                .failsWith("rate-over-gauge", "cause-not-covered");
        changed("[1m]))) > 0.75", "[10s]))) > 0.75")
                .failsWith("range-too-short", "cause-not-covered");
        changed("histogram_quantile(0.95", "histogram_quantile(95")
                .failsWith("quantile-out-of-range", "cause-not-covered");
        changed("sum by (exchange, le)", "sum by (exchange)")
                .failsWith("quantile-without-le", "cause-not-covered");
        changed("live_trading_state{state=\"halted\"}", "live_trading_state{mode=\"halted\"}")
                .failsWith("label-unknown");
    }

    @Test
    void shouldRefuseAnAlertWithoutForOrSeverity() throws Exception {
        changed("for: 3s", "for: later").failsWith("for-malformed", "cause-not-covered");
        changed("        for: 3s\n", "").failsWith("for-missing", "cause-not-covered");
        changed(
                        "for: 3s\n        labels: {severity: critical}",
                        "for: 3s\n        labels: {team: desk}")
                .failsWith("severity-missing", "cause-not-covered");
        changed("for: 3s", "fro: 3s").failsWith("key-unknown", "for-missing", "cause-not-covered");
    }

    @Test
    void shouldNotDecideOverWhatItCannotRead() throws Exception {
        judged("groups: [").refusesWithError();
        assertThat(judged("groups: []").codes()).contains("no-alert", "cause-not-covered");
        RuleAssert.that(
                        new Bench()
                                .file("rules", shipped())
                                .changed()
                                .run("alerts-cover", Map.of("rules", "rules")))
                .failsWith("changed");
        Bench none = new Bench().file("rules", shipped());
        none.observations.clear();
        RuleAssert.that(none.run("alerts-cover", Map.of("rules", "rules"))).waitsWith("missing");
        RuleAssert.that(new Bench().file("rules", shipped()).run("alerts-cover", Map.of()))
                .errsWith("bad-parameters");
    }

    @Test
    void shouldCountTheAlertsOfTheConfigurationToo() throws Exception {
        String rest = shipped().replaceAll("(?s)      - alert: LiveRouterBreakerOpen.*?\n\n", "");
        judged(rest).failsWith("cause-not-covered");
        Bench bench =
                new Bench()
                        .file("rules", rest)
                        .file(
                                "config",
                                "alerts: {prometheus: [{name: Own, expr: live_breaker_open > 0, for: 0s, labels: {severity: info}}]}\n");
        RuleAssert.that(bench.run("alerts-cover", Map.of("rules", "rules", "config", "config")))
                .passes();
    }

    @Test
    void shouldMeasureRangesByTheScrapeInterval() throws Exception {
        assertThat(
                        Bench.codes(
                                new Bench()
                                        .file("rules", shipped())
                                        .run(
                                                "alerts-cover",
                                                Map.of("rules", "rules", "scrape", "PT1M"))))
                .contains("range-too-short");
    }
}
