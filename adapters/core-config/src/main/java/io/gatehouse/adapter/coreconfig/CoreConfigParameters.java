package io.gatehouse.adapter.coreconfig;

import io.gatehouse.configuration.check.ConfigProfile;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.ActionParameters;
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

    /** Where a report may be written: never over a configuration, a key or a log. */
    private static final String REPORTS =
            "reports(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,14}/[A-Za-z0-9_-][A-Za-z0-9._-]*\\.";

    private static final Pattern JSON = Pattern.compile(REPORTS + "json");
    private static final Pattern XML = Pattern.compile(REPORTS + "xml");

    /** Faults in the order of the members; empty when {@link #of} will read them. */
    static List<String> faults(JsonObject with) {
        return new ActionParameters(with, MEMBERS)
                .path("config")
                .require(
                        with.text("profile").flatMap(ConfigProfile::known).isPresent(),
                        "'profile' must be demo, paper or live")
                .text("report", JSON, "a .json file below reports/")
                .optionalText("junit", XML, "an .xml file below reports/")
                .faults();
    }

    static CoreConfigParameters of(JsonObject with) {
        return new CoreConfigParameters(
                with.requireText("config"),
                ConfigProfile.known(with.requireText("profile")).orElseThrow(),
                with.requireText("report"),
                with.text("junit"));
    }
}
