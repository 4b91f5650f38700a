package io.gatehouse.adapter.licensing;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.ActionParameters;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a {@code licensing} action: {@code {request, fingerprint, config, folder}}.
 *
 * @param request what was asked and approved, relative to the workspace
 * @param fingerprint the device's hardware document
 * @param config the configuration that the licence is provisioned beside
 * @param folder of registry, chain and issued licences
 */
record LicensingParameters(String request, String fingerprint, String config, String folder) {

    private static final Set<String> MEMBERS = Set.of("request", "fingerprint", "config", "folder");

    /** Where licences may be written: never over a configuration, a key or a log. */
    private static final Pattern FOLDER =
            Pattern.compile("var/licen[sc]es(/[A-Za-z0-9_-]{1,60}){0,4}");

    /** Faults in the order of the members; empty when {@link #of} will read them. */
    static List<String> faults(JsonObject with) {
        return new ActionParameters(with, MEMBERS)
                .path("request")
                .path("fingerprint")
                .path("config")
                .text("folder", FOLDER, "var/licenses or a folder below it")
                .faults();
    }

    static LicensingParameters of(JsonObject with) {
        return new LicensingParameters(
                with.requireText("request"),
                with.requireText("fingerprint"),
                with.requireText("config"),
                with.requireText("folder"));
    }
}
