package io.gatehouse.adapter.liverouter.gate;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.ActionParameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a {@code live-router} action: {@code {task: dry-run, config, report, log}} with
 * {@code kill-report} where the kill drill gets a report of its own, {@code {task: arm, mode}} or
 * {@code {task: disarm}}. Paths are relative to the workspace.
 */
final class RouterParameters {

    static final String DRY_RUN = "dry-run";
    static final String KILL_REPORT = "kill-report";
    static final String ARM = "arm";
    static final String DISARM = "disarm";

    private static final Map<String, Set<String>> MEMBERS =
            Map.of(
                    DRY_RUN, Set.of("task", "config", "report", "log", KILL_REPORT),
                    ARM, Set.of("task", "mode"),
                    DISARM, Set.of("task"));

    /** Outputs have folders of their own: an action must not write over what it is judged by. */
    private static final String OUTPUT = "(logs|reports)(/[A-Za-z0-9_-]{1,60}){1,6}\\.";

    private static final Pattern JSON = Pattern.compile(OUTPUT + "json");
    private static final Pattern JSON_LINES = Pattern.compile(OUTPUT + "jsonl");
    private static final Pattern MODE = Pattern.compile("pilot|full");
    private static final String JSON_WORDS = "a JSON file below logs/ or reports/";

    private RouterParameters() {}

    /** Faults; empty when the parameters are sound. */
    static List<String> faults(JsonObject with) {
        String task = with.text("task").orElse("");
        Set<String> members = MEMBERS.get(task);
        if (members == null) {
            return List.of("parameter 'task' must be dry-run, arm or disarm");
        }
        ActionParameters parameters = new ActionParameters(with, members);
        if (task.equals(DRY_RUN)) {
            parameters
                    .path("config")
                    .text("report", JSON, JSON_WORDS)
                    .text("log", JSON_LINES, "a JSONL file below logs/ or reports/")
                    .optionalText(KILL_REPORT, JSON, JSON_WORDS)
                    .require(
                            !with.has(KILL_REPORT)
                                    || !with.text(KILL_REPORT).equals(with.text("report")),
                            "'" + KILL_REPORT + "' must be another file than 'report'");
        }
        if (task.equals(ARM)) {
            parameters.text("mode", MODE, "pilot or full");
        }
        return parameters.faults();
    }
}
