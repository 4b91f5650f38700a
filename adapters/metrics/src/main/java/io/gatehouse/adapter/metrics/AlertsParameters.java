package io.gatehouse.adapter.metrics;

import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
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

    /** Plain names below the workspace: no parent, no empty part, nothing hidden. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,15}");

    private static final Pattern OUTPUT =
            Pattern.compile("reports(/[A-Za-z0-9_-]{1,60}){1,6}\\.json");

    /** Faults in the order of the members; empty when {@link #of} will read them. */
    static List<String> faults(JsonObject with) {
        List<String> faults = new ArrayList<>();
        for (String name : with.names()) {
            if (!MEMBERS.contains(name)) {
                faults.add("unknown parameter '" + name.replaceAll("[^A-Za-z0-9._-]", "?") + "'");
            }
        }
        if (!with.text("task").equals(Optional.of(TASK))) {
            faults.add("parameter 'task' must be " + TASK);
        }
        for (String name : List.of("rules", "config")) {
            if (with.has(name) && with.text(name).filter(AlertsParameters::isPath).isEmpty()) {
                faults.add("parameter '" + name + "' must be a path below the workspace");
            }
        }
        if (!with.has("rules") && !with.has("config")) {
            faults.add("parameter 'rules' or 'config' is missing");
        }
        if (with.text("output").filter(o -> OUTPUT.matcher(o).matches()).isEmpty()) {
            faults.add("parameter 'output' must be a JSON file below reports/");
        }
        return faults;
    }

    private static boolean isPath(String path) {
        return path.length() <= 500 && PATH.matcher(path).matches();
    }

    static AlertsParameters of(JsonObject with) {
        return new AlertsParameters(
                with.text("rules"), with.text("config"), with.requireText("output"));
    }
}
