package io.gatehouse.adapter.coreconfig;

import io.gatehouse.configuration.Masking;
import io.gatehouse.configuration.check.ConfigProfile;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a {@code core-config} action: {@code {config, profile, report, junit?}}.
 *
 * @param config the configuration, relative to the workspace
 * @param report where the JSON report is written, relative to the workspace
 * @param junit where the JUnit report is written, relative to the workspace
 */
record CoreConfigParameters(
        String config, ConfigProfile profile, String report, Optional<String> junit) {

    private static final Set<String> MEMBERS = Set.of("config", "profile", "report", "junit");

    /** Plain names below the workspace: no parent, no empty part, nothing hidden. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,15}");

    /** Where a report may be written: never over a configuration, a key or a log. */
    private static final Pattern REPORTS = Pattern.compile("reports/.+");

    /** Faults in the order of the members; empty when {@link #of} will read them. */
    static List<String> faults(JsonObject with) {
        List<String> faults = new ArrayList<>();
        with.names().stream()
                .filter(name -> !MEMBERS.contains(name))
                .forEach(name -> faults.add("unknown parameter '" + Masking.printable(name) + "'"));
        if (with.text("config").filter(CoreConfigParameters::isPath).isEmpty()) {
            faults.add("parameter 'config' must be a path below the workspace");
        }
        if (with.text("profile").flatMap(ConfigProfile::known).isEmpty()) {
            faults.add("parameter 'profile' must be demo, paper or live");
        }
        if (with.text("report").filter(path -> isReport(path, ".json")).isEmpty()) {
            faults.add("parameter 'report' must be a .json file below reports/");
        }
        if (with.has("junit")
                && with.text("junit").filter(path -> isReport(path, ".xml")).isEmpty()) {
            faults.add("parameter 'junit' must be an .xml file below reports/");
        }
        return faults;
    }

    private static boolean isPath(String text) {
        return text.length() <= 500 && PATH.matcher(text).matches() && !text.contains("..");
    }

    private static boolean isReport(String text, String ending) {
        return isPath(text) && REPORTS.matcher(text).matches() && text.endsWith(ending);
    }

    static CoreConfigParameters of(JsonObject with) {
        return new CoreConfigParameters(
                with.requireText("config"),
                ConfigProfile.known(with.requireText("profile")).orElseThrow(),
                with.requireText("report"),
                with.text("junit"));
    }
}
