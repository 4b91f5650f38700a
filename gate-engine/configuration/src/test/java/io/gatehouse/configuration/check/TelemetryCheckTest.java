package io.gatehouse.configuration.check;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryCheckTest {

    private static final ConfigCheck CHECK = new TelemetryCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                port: 55060
                ui_alerts_risk_profile: balanced
                cpu_utilization_warning_percent: 80
                cpu_utilization_critical_percent: 90
            """)
                .findsNothing();
    }

    @Test
    void shouldFindNotPositive() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                jank_alert_critical_over_ms: -1
            """)
                .finds(
                        TelemetryCheck.NOT_POSITIVE,
                        "runtime.metrics_service.jank_alert_critical_over_ms",
                        4);
    }

    @Test
    void shouldFindNotPositiveInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                cpu_utilization_warning_percent: 0
            """)
                .finds(
                        TelemetryCheck.NOT_POSITIVE,
                        "runtime.metrics_service.cpu_utilization_warning_percent",
                        4);
    }

    @Test
    void shouldFindOrder() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                cpu_utilization_warning_percent: 80
                cpu_utilization_critical_percent: 70
            """)
                .finds(
                        TelemetryCheck.ORDER,
                        "runtime.metrics_service.cpu_utilization_critical_percent",
                        5);
    }

    @Test
    void shouldFindMode() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                performance_alert_mode: maybe
            """)
                .finds(TelemetryCheck.MODE, "runtime.metrics_service.performance_alert_mode", 4);
    }

    @Test
    void shouldFindBackend() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                ui_alerts_audit_backend: s3
            """)
                .finds(
                        TelemetryCheck.BACKEND,
                        "runtime.metrics_service.ui_alerts_audit_backend",
                        4);
    }

    @Test
    void shouldFindProfile() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                ui_alerts_risk_profile: nope
            """)
                .finds(TelemetryCheck.PROFILE, "runtime.metrics_service.ui_alerts_risk_profile", 4);
    }

    @Test
    void shouldFindProfilesFile() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                ui_alerts_risk_profiles_file: p.yaml
            """)
                .with(Map.of())
                .finds(
                        TelemetryCheck.PROFILES_FILE,
                        "runtime.metrics_service.ui_alerts_risk_profiles_file",
                        4);
    }

    @Test
    void shouldFindPort() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                port: 70000
            """)
                .finds(TelemetryCheck.PORT, "runtime.metrics_service.port", 4);
    }
}
