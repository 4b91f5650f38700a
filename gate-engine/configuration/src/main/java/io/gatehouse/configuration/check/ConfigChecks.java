package io.gatehouse.configuration.check;

import java.util.List;

/** Every check of this build, in the order of the reference. */
public final class ConfigChecks {

    /** What a check is called and what it can find. */
    public record Described(String name, List<ConfigCode> codes) {
        public Described {
            codes = List.copyOf(codes);
        }
    }

    static final List<ConfigCheck> ALL =
            List.of(
                    new DocumentCheck(),
                    new SpellingCheck(),
                    new RiskProfilesCheck(),
                    new BucketsCheck(),
                    new StrategiesCheck(),
                    new ControllersCheck(),
                    new UniversesCheck(),
                    new EnvironmentsCheck(),
                    new EnvironmentReferencesCheck(),
                    new AlertChannelsCheck(),
                    new LiveReadinessCheck(),
                    new RuntimeFlagsCheck(),
                    new TelemetryCheck(),
                    new TlsCheck(),
                    new RbacCheck(),
                    new LiveRoutingCheck(),
                    new ExecutionLiveCheck(),
                    new PrometheusAlertsCheck(),
                    new DecisionLogsCheck(),
                    new RiskServiceCheck(),
                    new ResourceLimitsCheck(),
                    new LicenceCheck());

    private ConfigChecks() {}

    /** Name and codes of each, in order. */
    public static List<Described> described() {
        return ALL.stream().map(check -> new Described(check.name(), check.codes())).toList();
    }

    /** Every code, each once, in order. */
    public static List<ConfigCode> codes() {
        return ALL.stream().flatMap(check -> check.codes().stream()).distinct().toList();
    }
}
