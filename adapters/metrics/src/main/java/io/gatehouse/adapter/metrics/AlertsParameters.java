package io.gatehouse.adapter.metrics;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.ActionParameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a {@code metrics} action: {@code {task: check-alerts, rules, config, output}},
 * of {@code rules} and {@code config} at least one.
 *
 * @param rules a Prometheus rule file, relative to the workspace
 * @param config the trading configuration, whose alerts count too
 * @param output where the report goes
 */
record AlertsParameters(Optional<String> rules, Optional<String> config, String output) {

    static final String TASK = "check-alerts";

    private static final Set<String> MEMBERS = Set.of("task", "rules", "config", "output");

    private static final Pattern OUTPUT =
            Pattern.compile("reports(/[A-Za-z0-9_-]{1,60}){1,6}\\.json");

    /** Faults in the order of the members; empty when {@link #of} will read them. */
    static List<String> faults(JsonObject with) {
        return new ActionParameters(with, MEMBERS)
                .require(with.text("task").equals(Optional.of(TASK)), "'task' must be " + TASK)
                .optionalPath("rules")
                .optionalPath("config")
                .require(with.has("rules") || with.has("config"), "'rules' or 'config' is missing")
                .text("output", OUTPUT, "a JSON file below reports/")
                .faults();
    }

    static AlertsParameters of(JsonObject with) {
        return new AlertsParameters(
                with.text("rules"), with.text("config"), with.requireText("output"));
    }
}
