package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class PrometheusAlertsCheckTest {

    private static final ConfigCheck CHECK = new PrometheusAlertsCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {name: n, expr: "histogram_quantile(0.95, sum by (exchange) (rate(live_execution_latency_seconds_bucket{route=\\"a\\"}[5m]))) > 0.5", for: 2m}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindName() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {expr: live_breaker_open > 0}
            """)
                .finds(PrometheusAlertsCheck.NAME, "alerts.prometheus[0]", 3);
    }

    @Test
    void shouldFindExpression() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {name: n}
            """)
                .finds(PrometheusAlertsCheck.EXPRESSION, "alerts.prometheus[0]", 3);
    }

    @Test
    void shouldFindExpressionInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            runtime: {live_routing: {prometheus_alerts: [{name: n}]}}
            """)
                .finds(
                        PrometheusAlertsCheck.EXPRESSION,
                        "runtime.live_routing.prometheus_alerts[0]",
                        1);
    }

    @Test
    void shouldFindBrackets() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {name: n, expr: "rate(live_breaker_open[5m) > 0"}
            """)
                .finds(PrometheusAlertsCheck.BRACKETS, "alerts.prometheus[0].expr", 3);
    }

    @Test
    void shouldFindBracketsInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {name: n, expr: "live_breaker_open{a=\\"x} > 0"}
            """)
                .finds(PrometheusAlertsCheck.BRACKETS, "alerts.prometheus[0].expr", 3);
    }

    @Test
    void shouldFindDuration() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {name: n, expr: live_breaker_open > 0, for: soon}
            """)
                .finds(PrometheusAlertsCheck.DURATION, "alerts.prometheus[0].for", 3);
    }

    @Test
    void shouldFindUnknown() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {name: n, expr: live_router_latency_seconds_bucket > 0}
            """)
                .finds(PrometheusAlertsCheck.UNKNOWN, "alerts.prometheus[0].expr", 3);
    }

    @Test
    void shouldFindUnknownInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                rules:
                  - {name: n, expr: live_nothing > 0}
            """)
                .finds(PrometheusAlertsCheck.UNKNOWN, "alerts.prometheus.rules[0].expr", 4);
    }

    @Test
    void shouldFindForeign() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {name: n, expr: node_load1 > 5}
            """)
                .finds(PrometheusAlertsCheck.FOREIGN, "alerts.prometheus[0].expr", 3);
    }

    @Test
    void shouldFindDuplicate() {
        Probe.of(
                        CHECK,
                        """
            alerts:
              prometheus:
                - {name: n, expr: live_breaker_open > 0}
                - {name: n, expr: live_breaker_open > 1}
            """)
                .finds(PrometheusAlertsCheck.DUPLICATE, "alerts.prometheus[1].name", 4);
    }

    @Test
    void shouldFindMissing() {
        Probe.of(
                        CHECK,
                        """
            alerts: {prometheus: []}
            """)
                .with(ConfigProfile.LIVE)
                .finds(PrometheusAlertsCheck.MISSING, "alerts", 0);
    }
}
