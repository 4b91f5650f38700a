package io.gatehouse.adapter.licensing;

import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
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

    /** Plain names below the workspace: no parent, no empty part, nothing hidden. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,15}");

    /** Where licences may be written: never over a configuration, a key or a log. */
    private static final Pattern FOLDER =
            Pattern.compile("var/licen[sc]es(/[A-Za-z0-9_-]{1,60}){0,4}");

    /** Faults in the order of the members; empty when {@link #of} will read them. */
    static List<String> faults(JsonObject with) {
        List<String> faults = new ArrayList<>();
        with.names().stream()
                .filter(name -> !MEMBERS.contains(name))
                .forEach(
                        name ->
                                faults.add(
                                        "unknown parameter '"
                                                + name.replaceAll("[^A-Za-z0-9._-]", "?")
                                                + "'"));
        for (String name : List.of("request", "fingerprint", "config")) {
            if (with.text(name)
                    .filter(path -> path.length() <= 500 && PATH.matcher(path).matches())
                    .isEmpty()) {
                faults.add("parameter '" + name + "' must be a path below the workspace");
            }
        }
        if (with.text("folder").filter(path -> FOLDER.matcher(path).matches()).isEmpty()) {
            faults.add("parameter 'folder' must be var/licenses or a folder below it");
        }
        return faults;
    }

    static LicensingParameters of(JsonObject with) {
        return new LicensingParameters(
                with.requireText("request"),
                with.requireText("fingerprint"),
                with.requireText("config"),
                with.requireText("folder"));
    }
}
