package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code runtime.metrics_service}: the metrics service and the guard of the interface. */
final class TelemetryCheck implements ConfigCheck {

    static final ConfigCode NOT_POSITIVE =
            ConfigCode.existing(
                    "threshold_not_positive",
                    "A threshold of the metrics service is zero or negative.",
                    "give a positive number");

    static final ConfigCode ORDER =
            ConfigCode.existing(
                    "threshold_order",
                    "A critical threshold lies below its warning threshold.",
                    "raise the critical threshold");

    static final ConfigCode MODE =
            ConfigCode.existing(
                    "alert_mode_unknown",
                    "A mode of an alert is none of enable, jsonl and disable.",
                    "write enable, jsonl or disable");

    static final ConfigCode BACKEND =
            ConfigCode.existing(
                    "audit_backend_unknown",
                    "The audit backend of the interface's alerts is none of auto, file and memory.",
                    "write auto, file or memory");

    static final ConfigCode PROFILE =
            ConfigCode.existing(
                    "ui_profile_unknown",
                    "The risk profile of the interface's alerts is not known.",
                    "name a profile of risk_profiles, or give the file that defines it");

    static final ConfigCode PROFILES_FILE =
            ConfigCode.existing(
                            "ui_profiles_file_missing",
                            "The file with the interface's risk profiles is not there; its path counts from the folder of the configuration.",
                            "put the file there, or correct ui_alerts_risk_profiles_file")
                    .orWaived();

    static final ConfigCode PORT =
            ConfigCode.ours(
                    "service_port_invalid",
                    "A port is not a whole number from 0 to 65535.",
                    "correct the port");

    private static final Set<String> MODES = Set.of("enable", "jsonl", "disable");
    private static final Set<String> BACKENDS = Set.of("auto", "file", "memory");
    private static final Set<String> BUILT_IN =
            Set.of("conservative", "balanced", "aggressive", "manual");
    private static final List<String> MODE_NAMES =
            List.of(
                    "reduce_motion_mode",
                    "overlay_alert_mode",
                    "jank_alert_mode",
                    "performance_alert_mode");
    private static final List<List<String>> PAIRS =
            List.of(
                    List.of(
                            "performance_event_to_frame_warning_ms",
                            "performance_event_to_frame_critical_ms"),
                    List.of("cpu_utilization_warning_percent", "cpu_utilization_critical_percent"),
                    List.of("gpu_utilization_warning_percent", "gpu_utilization_critical_percent"),
                    List.of("ram_usage_warning_megabytes", "ram_usage_critical_megabytes"));
    private static final List<String> ALONE =
            List.of(
                    "jank_alert_critical_over_ms",
                    "overlay_alert_critical_threshold",
                    "history_size");

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(NOT_POSITIVE, ORDER, MODE, BACKEND, PROFILE, PROFILES_FILE, PORT);
    }

    @Override
    public void run(Examination file) {
        file.section("runtime", "metrics_service").ifPresent(service -> service(file, service));
    }

    private static void service(Examination file, Mapping service) {
        ALONE.forEach(name -> positive(file, service, name));
        PAIRS.forEach(pair -> pair(file, service, pair.get(0), pair.get(1)));
        MODE_NAMES.forEach(name -> oneOf(file, service, name, MODES, MODE));
        oneOf(file, service, "ui_alerts_audit_backend", BACKENDS, BACKEND);
        port(file, service);
        profiles(file, service);
    }

    static void port(Examination file, Mapping service) {
        file.number(service, "port")
                .filter(
                        port ->
                                !port.at().text().matches("[0-9]{1,5}")
                                        || Integer.parseInt(port.at().text()) > 65_535)
                .ifPresent(port -> file.find(PORT, port.at(), "port", port.at().text()));
    }

    private static Optional<Examination.Figure> positive(
            Examination file, Mapping service, String name) {
        Optional<Examination.Figure> figure = file.number(service, name);
        figure.filter(f -> !f.isPositive())
                .ifPresent(f -> file.find(NOT_POSITIVE, f.at(), name, f.at().text()));
        return figure;
    }

    private static void pair(Examination file, Mapping service, String warning, String critical) {
        Optional<Examination.Figure> low = positive(file, service, warning);
        Optional<Examination.Figure> high = positive(file, service, critical);
        if (low.isPresent()
                && high.isPresent()
                && high.get().value().compareTo(low.get().value()) < 0) {
            file.find(
                    ORDER,
                    high.get().at(),
                    critical,
                    high.get().at().text() + " below " + low.get().at().text());
        }
    }

    private static void oneOf(
            Examination file, Mapping service, String name, Set<String> admitted, ConfigCode code) {
        file.text(service, name)
                .filter(v -> !admitted.contains(v.text().strip().toLowerCase(Locale.ROOT)))
                .ifPresent(value -> file.find(code, value, name, value.text()));
    }

    private static void profiles(Examination file, Mapping service) {
        Optional<Scalar> path = file.text(service, "ui_alerts_risk_profiles_file");
        path.flatMap(p -> file.look(p.text()))
                .filter(ConfigFiles.Sight.Absent.class::isInstance)
                .ifPresent(
                        sight ->
                                file.find(
                                        PROFILES_FILE,
                                        path.get(),
                                        path.get().text(),
                                        ((ConfigFiles.Sight.Absent) sight).reason()));
        Set<String> known = file.entries("risk_profiles").keySet();
        file.text(service, "ui_alerts_risk_profile")
                .filter(profile -> path.isEmpty())
                .filter(p -> !known.contains(p.text()) && !BUILT_IN.contains(p.text()))
                .ifPresent(p -> file.find(PROFILE, p, p.text(), "no such profile"));
    }
}
