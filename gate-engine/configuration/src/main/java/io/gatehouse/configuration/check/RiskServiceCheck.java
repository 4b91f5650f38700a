package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import java.util.List;

/** {@code runtime.risk_service}. */
final class RiskServiceCheck implements ConfigCheck {

    static final ConfigCode NOT_POSITIVE =
            ConfigCode.existing(
                    "risk_service_value_not_positive",
                    "The history size or the publishing interval of the risk service is zero or negative.",
                    "give a positive number");

    @Override
    public String name() {
        return "risk-service";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(NOT_POSITIVE);
    }

    @Override
    public void run(Examination file) {
        file.section("runtime", "risk_service").ifPresent(service -> service(file, service));
    }

    private static void service(Examination file, Mapping service) {
        for (String name : List.of("history_size", "publish_interval_seconds")) {
            file.number(service, name)
                    .filter(figure -> !figure.isPositive())
                    .ifPresent(f -> file.find(NOT_POSITIVE, f.at(), name, f.at().text()));
        }
        TelemetryCheck.port(file, service);
    }
}
