package io.gatehouse.configuration.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertsCheckTest {

    static String shipped() throws Exception {
        return Files.readString(
                Path.of(System.getProperty("gatehouse.root", "../.."))
                        .resolve("deploy/prometheus/live_router.rules.yml"));
    }

    private static AlertsCheck check(AlertReading... readings) {
        return AlertsCheck.of(
                List.of(readings), LiveMetricCatalogue.standard(), Duration.ofSeconds(15));
    }

    private static AlertReading file(String text) {
        return AlertReader.ruleFile("rules.yml", text.getBytes(UTF_8));
    }

    private static AlertReading configuration(String text) {
        return AlertReader.configuration("core.yaml", text.getBytes(UTF_8));
    }

    /** Codes of a file of one alert, but for the causes that it leaves open. */
    private static List<String> one(String alert) {
        AlertsCheck check =
                check(
                        file(
                                "groups:\n- name: g\n  rules:\n  - "
                                        + alert.strip().replace("\n", "\n    ")
                                        + "\n"));
        return check.findings().stream()
                .map(Finding::code)
                .filter(c -> !c.equals("cause-not-covered"))
                .toList();
    }

    private static List<String> expression(String expression) {
        return one(
                "alert: A\nexpr: '"
                        + expression.replace("'", "''")
                        + "'\nfor: 0s\nlabels: {severity: info}");
    }

    private static List<AlertCause> covers(String expression) {
        AlertsCheck check =
                check(
                        file(
                                "groups: [{name: g, rules: [{alert: A, for: 0s, labels: {severity: info}, expr: '"
                                        + expression.replace("'", "''")
                                        + "'}]}]"));
        return check.covered().keySet().stream().sorted().toList();
    }

    @Test
    void shouldFindNothingInTheShippedRules() throws Exception {
        AlertsCheck check = check(file(shipped()));
        assertThat(check.findings()).isEmpty();
        assertThat(check.covered()).hasSize(AlertCause.values().length);
        assertThat(check.alerts()).isEqualTo(15);
    }

    @Test
    void shouldFindEachCauseOnceItsAlertIsGone() throws Exception {
        String shipped = shipped();
        for (AlertCause cause : AlertCause.values()) {
            String text = shipped;
            AlertsCheck check = check(file(text));
            for (int guard = 0; check.covered().containsKey(cause) && guard < 5; guard++) {
                String name = check.covered().get(cause);
                int from = text.indexOf("      - alert: " + name + "\n");
                int to = text.indexOf("      - alert: ", from + 1);
                text = text.substring(0, from) + (to < 0 ? "" : text.substring(to));
                check = check(file(text));
            }
            assertThat(check.findings())
                    .extracting(Finding::code)
                    .containsOnly("cause-not-covered");
            assertThat(check.findings()).extracting(Finding::subject).contains(cause.code());
        }
    }

    @Test
    void shouldFindEachFaultOfAnExpression() {
        assertThat(expression("live_breaker_open > 0")).isEmpty();
        assertThat(expression("live_router_latency_seconds > 0")).contains("metric-unknown");
        assertThat(expression("live_execution_latency_seconds > 0")).contains("metric-unknown");
        assertThat(expression("rate(live_breaker_open_bucket[5m]) > 0"))
                .contains("bucket-without-histogram");
        assertThat(expression("live_breaker_open{venue=\"a\"} > 0"))
                .containsExactly("label-unknown");
        assertThat(expression("sum by (venue) (live_breaker_open) > 0"))
                .containsExactly("label-unknown");
        assertThat(expression("live_trading_state{state=\"dead\"} > 0"))
                .containsExactly("label-value-unknown");
        assertThat(expression("rate(live_breaker_open[5m]) > 0"))
                .containsExactly("rate-over-gauge");
        assertThat(expression("rate(live_router_fallbacks_total[20s]) > 0"))
                .containsExactly("range-too-short");
        assertThat(
                        expression(
                                "histogram_quantile(0.9, sum by (exchange) (rate(live_execution_latency_seconds_bucket[5m]))) > 1"))
                .containsExactly("quantile-without-le");
        assertThat(
                        expression(
                                "histogram_quantile(95, rate(live_execution_latency_seconds_bucket[5m])) > 1"))
                .containsExactly("quantile-out-of-range");
        assertThat(expression("live_breaker_open")).containsExactly("no-threshold");
        assertThat(expression("absent(live_breaker_open)"))
                .containsExactly("expression-not-understood");
        assertThat(expression("live_breaker_open / live_kill_engaged > 1"))
                .containsExactly("label-unknown");
        assertThat(expression("")).containsExactly("expression-missing");
    }

    @Test
    void shouldFindAThresholdThatNothingReaches() {
        for (String never :
                List.of(
                        "live_breaker_open > 1",
                        "live_kill_engaged == 2",
                        "live_lease_held < 0",
                        "2 < live_breaker_open",
                        "sum(rate(live_orders_failed_total[5m])) / sum(rate(live_orders_total[5m])) > 5",
                        "sum(rate(live_orders_fill_ratio_sum[5m])) / sum(rate(live_orders_fill_ratio_count[5m])) > 1",
                        "histogram_quantile(0.95, rate(live_execution_latency_seconds_bucket[5m])) > 10",
                        "histogram_quantile(0.5, rate(live_orders_fill_ratio_bucket[5m])) * 100 > 200",
                        "rate(live_router_fallbacks_total[5m]) < 0",
                        "avg(live_breaker_open) > 1 and live_kill_engaged > 0")) {
            assertThat(expression(never)).as(never).contains("threshold-never-reached");
        }
        for (String always :
                List.of(
                        "live_breaker_open >= 0",
                        "live_lease_held < 2",
                        "live_kill_engaged != 2")) {
            assertThat(expression(always)).as(always).containsExactly("threshold-always-reached");
        }
        assertThat(expression("sum(live_breaker_open) > 1")).isEmpty();
        assertThat(
                        expression(
                                "histogram_quantile(0.95, rate(live_execution_latency_seconds_bucket[5m])) >= 5"))
                .isEmpty();
    }

    @Test
    void shouldFindEachFaultOfAnAlert() {
        String sound = "alert: A\nexpr: live_breaker_open > 0\nfor: 0s\nlabels: {severity: info}";
        assertThat(one(sound)).isEmpty();
        assertThat(one(sound.replace("for: 0s\n", ""))).containsExactly("for-missing");
        assertThat(one(sound.replace("0s", "soon"))).containsExactly("for-malformed");
        assertThat(one(sound.replace("0s", "16m"))).containsExactly("for-too-long");
        assertThat(one(sound.replace("0s", "15m"))).isEmpty();
        assertThat(one(sound.replace("severity", "team"))).containsExactly("severity-missing");
        assertThat(one(sound.replace("info", "page"))).containsExactly("severity-missing");
        assertThat(one(sound.replace("alert: A", "alert: a b")))
                .containsExactly("alert-name-missing");
        assertThat(one(sound.replace("expr:", "expression:")))
                .containsExactlyInAnyOrder("key-unknown", "expression-missing");
        assertThat(one(sound + "\nfor: 1s")).containsExactly("key-twice");
        assertThat(one(sound.replace("{severity: info}", "[info]")))
                .containsExactlyInAnyOrder("wrong-kind", "severity-missing");
        AlertReading twice =
                file(
                        "groups: [{name: g, rules: [{alert: A, expr: live_breaker_open > 0, for: 0s, labels: {severity: info}}]}]");
        assertThat(check(twice, twice).findings())
                .extracting(Finding::code)
                .contains("alert-twice");
    }

    @Test
    void shouldFindEachFaultOfAFile() {
        assertThat(file("groups: [").findings())
                .extracting(Finding::code)
                .containsExactly("file-unreadable");
        assertThat(file("groups: []").findings())
                .extracting(Finding::code)
                .containsExactly("no-alert");
        assertThat(file("groups: 1").findings())
                .extracting(Finding::code)
                .containsExactly("wrong-kind");
        assertThat(file("groups: [1]").findings())
                .extracting(Finding::code)
                .containsExactly("wrong-kind");
        assertThat(file("a: 1").findings())
                .extracting(Finding::code)
                .containsExactly("key-unknown");
        assertThat(file("groups: [{name: g, interval: soon, rules: []}]").findings())
                .extracting(Finding::code)
                .containsExactly("wrong-kind");
        assertThat(file("groups: [{name: g, rules: [{record: a, expr: b}]}]").findings())
                .extracting(Finding::code)
                .contains("key-unknown");
        assertThat(file("x".repeat(AlertReader.LARGEST_RULE_FILE + 1)).findings())
                .extracting(Finding::code)
                .containsExactly("file-unreadable");
    }

    @Test
    void shouldReadBothPlacesOfTheConfiguration() {
        AlertReading reading =
                configuration(
                        """
                        runtime:
                          live_routing:
                            enabled: true
                            prometheus_alerts:
                              - {name: A, expr: "rate(live_router_failures_total[10m]) > 0.05", for: 5m, labels: {severity: critical}, annotations: {summary: s}}
                        alerts:
                          telegram: {x: 1}
                          prometheus:
                            - {name: B, expr: live_breaker_open > 0, for: 0s, labels: {severity: warning}}
                        """);
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.rules()).extracting(AlertRule::name).containsExactly("A", "B");
        assertThat(check(reading).covered())
                .containsOnlyKeys(AlertCause.FAILURE_RATE, AlertCause.BREAKER_OPEN);
        assertThat(configuration("alerts: {prometheus: {rules: [{name: B, expr: x}]}}").rules())
                .hasSize(1);
        assertThat(configuration("a: 1").findings())
                .extracting(Finding::code)
                .containsExactly("no-alert");
    }

    /** The existing system's own alerts: one on a metric that nobody exports, no fallback alert. */
    @Test
    void shouldSeeWhatIsWrongWithTheAlertsOfTheExistingSystem() throws Exception {
        Path core = Path.of("../../../shared/interop/config/core.yaml");
        org.assertj.core.api.Assumptions.assumeThat(core).as("a real configuration").exists();
        AlertReading reading = AlertReader.configuration("core.yaml", Files.readAllBytes(core));
        AlertsCheck check = check(reading);
        assertThat(reading.rules()).hasSize(2);
        assertThat(check.covered()).containsOnlyKeys(AlertCause.FAILURE_RATE);
        assertThat(check.findings())
                .extracting(f -> f.code() + " " + f.subject())
                .contains(
                        "bucket-without-histogram LiveRouterHighLatency",
                        "cause-not-covered high-latency",
                        "cause-not-covered fallback");
    }

    @Test
    void shouldNotTakeAHalfForTheWhole() {
        assertThat(covers("live_breaker_open > 0")).containsExactly(AlertCause.BREAKER_OPEN);
        assertThat(covers("0 < live_breaker_open")).containsExactly(AlertCause.BREAKER_OPEN);
        assertThat(covers("live_breaker_open{exchange=\"a\"} > 0")).isEmpty();
        assertThat(covers("live_breaker_open == 0")).isEmpty();
        assertThat(covers("live_lease_held > 0")).isEmpty();
        assertThat(covers("live_lease_held == 0")).containsExactly(AlertCause.LEASE_LAPSED);
        assertThat(covers("live_lease_held != 1")).containsExactly(AlertCause.LEASE_LAPSED);
        assertThat(covers("live_kill_engaged > 0 and live_lease_held < 1")).isEmpty();
        assertThat(covers("live_kill_engaged > 0 or live_lease_held < 1"))
                .containsExactly(AlertCause.LEASE_LAPSED, AlertCause.HALTED);
        assertThat(covers("live_kill_engaged > 0 unless live_lease_held < 1")).isEmpty();
        assertThat(covers("live_trading_state{state=\"halted\"} > 0"))
                .containsExactly(AlertCause.HALTED);
        assertThat(covers("live_trading_state{state=\"reducing\"} > 0")).isEmpty();
        assertThat(covers("live_trading_state > 0")).isEmpty();
        assertThat(covers("rate(live_orders_total[5m]) / rate(live_contradictions_total[5m]) > 1"))
                .isEmpty();
        assertThat(covers("rate(live_execution_latency_seconds_bucket[5m]) > 1")).isEmpty();
        assertThat(covers("rate(live_orders_fill_ratio_sum[5m]) < 1")).isEmpty();
        assertThat(covers("1 - live_lease_held > 0")).containsExactly(AlertCause.LEASE_LAPSED);
        assertThat(covers("-1 * live_breaker_open < 0")).containsExactly(AlertCause.BREAKER_OPEN);
    }
}
