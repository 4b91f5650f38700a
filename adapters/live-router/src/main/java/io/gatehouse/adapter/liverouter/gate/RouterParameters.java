package io.gatehouse.adapter.liverouter.gate;

import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Plain names below the workspace: no parent, no empty part, nothing hidden. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,15}");

    /** Outputs have folders of their own: an action must not write over what it is judged by. */
    private static final String OUTPUT = "(logs|reports)(/[A-Za-z0-9_-]{1,60}){1,6}\\.";

    private static final int LONGEST = 500;

    private RouterParameters() {}

    /** Faults; empty when the parameters are sound. */
    static List<String> faults(JsonObject with) {
        Optional<String> task = with.text("task").filter(MEMBERS::containsKey);
        if (task.isEmpty()) {
            return List.of("parameter 'task' must be dry-run, arm or disarm");
        }
        List<String> faults = new ArrayList<>();
        for (String name : with.names()) {
            if (!MEMBERS.get(task.get()).contains(name)) {
                faults.add("unknown parameter '" + name.replaceAll("[^A-Za-z0-9._-]", "?") + "'");
            }
        }
        if (task.get().equals(DRY_RUN)) {
            require(with, "config", PATH, "a path below the workspace", faults);
            require(
                    with,
                    "report",
                    Pattern.compile(OUTPUT + "json"),
                    "a JSON file below logs/ or reports/",
                    faults);
            require(
                    with,
                    "log",
                    Pattern.compile(OUTPUT + "jsonl"),
                    "a JSONL file below logs/ or reports/",
                    faults);
        }
        if (with.names().contains(KILL_REPORT)) {
            require(
                    with,
                    KILL_REPORT,
                    Pattern.compile(OUTPUT + "json"),
                    "a JSON file below logs/ or reports/",
                    faults);
            if (with.text(KILL_REPORT).equals(with.text("report"))) {
                faults.add("parameter 'kill-report' must be another file than 'report'");
            }
        }
        if (task.get().equals(ARM)) {
            require(with, "mode", Pattern.compile("pilot|full"), "pilot or full", faults);
        }
        return faults;
    }

    private static void require(
            JsonObject with, String name, Pattern form, String words, List<String> faults) {
        boolean sound =
                with.text(name)
                        .filter(text -> text.length() <= LONGEST)
                        .filter(text -> form.matcher(text).matches())
                        .isPresent();
        if (!sound) {
            faults.add("parameter '" + name + "' must be " + words);
        }
    }
}
