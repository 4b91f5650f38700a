package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.ActionParameters;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The parameters of an {@code oem-bundle} action; see {@link OemBundleAction}. */
final class OemBundleParameters {

    static final String DRY_RUN = "dry-run";
    static final String VERIFY = "verify";

    static final String RELEASE = "release_signature";
    static final String REQUIRED = "required";

    private static final Set<String> DRY_RUN_MEMBERS =
            Set.of(
                    "task",
                    "platform",
                    "version",
                    "released",
                    "key",
                    "fingerprint",
                    "daemon",
                    "ui",
                    "bootstrap",
                    "config",
                    "resources",
                    "output");
    private static final Set<String> VERIFY_MEMBERS =
            Set.of("task", "archive", "platform", "version", "allow_legacy", RELEASE, "output");

    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_.-]{1,100}(/[A-Za-z0-9_.-]{1,100}){0,15}");

    /** A release's version stands in the archive's name, so its last part may be a pattern. */
    private static final Pattern ARCHIVE =
            Pattern.compile("([A-Za-z0-9_.-]{1,100}/){0,15}[A-Za-z0-9_.*-]{1,100}");

    private static final Pattern OUTPUT = Pattern.compile("reports(/[A-Za-z0-9_-]{1,60}){1,6}");

    private OemBundleParameters() {}

    /** Faults; empty when the action will run with them. */
    static List<String> faults(JsonObject with) {
        boolean dry = with.text("task").orElse("").equals(DRY_RUN);
        if (!dry && !with.text("task").orElse("").equals(VERIFY)) {
            return List.of("parameter 'task' must be dry-run or verify");
        }
        ActionParameters parameters =
                new ActionParameters(with, dry ? DRY_RUN_MEMBERS : VERIFY_MEMBERS);
        parameters.require(
                with.text("output").filter(o -> OUTPUT.matcher(o).matches()).isPresent(),
                "'output' must be a folder below reports/");
        parameters.require(
                (!dry && !with.has("platform"))
                        || with.text("platform").flatMap(Platform::known).isPresent(),
                "'platform' must be linux, macos or windows");
        parameters.require(
                (!dry && !with.has("version"))
                        || with.text("version")
                                .filter(v -> BundleManifest.VERSION.matcher(v).matches())
                                .isPresent(),
                "'version' must be 1 to 64 plain characters");
        if (dry) {
            dryRun(with, parameters);
        } else {
            parameters.require(
                    with.text("archive")
                            .filter(a -> ARCHIVE.matcher(a).matches())
                            .filter(a -> !List.of(a.split("/", -1)).contains(".."))
                            .isPresent(),
                    "'archive' must be a path of the workspace, its name perhaps with '*'");
            parameters.require(
                    !with.has("allow_legacy") || with.flag("allow_legacy").isPresent(),
                    "'allow_legacy' must be true or false");
            parameters.require(
                    !with.has(RELEASE)
                            || with.text(RELEASE)
                                    .filter(List.of(REQUIRED, "if-present")::contains)
                                    .isPresent(),
                    "'" + RELEASE + "' must be required or if-present");
        }
        return parameters.faults();
    }

    private static void dryRun(JsonObject with, ActionParameters parameters) {
        parameters.require(
                with.text("released").flatMap(Timestamps::parse).isPresent(),
                "'released' must be a UTC time");
        parameters.require(
                with.text("key").filter(k -> k.matches("[!-~]{1,128}")).isPresent(),
                "'key' must be the id of a key");
        parameters.require(
                with.text("fingerprint")
                        .filter(f -> FingerprintDocument.FINGERPRINT.matcher(f).matches())
                        .isPresent(),
                "'fingerprint' must be a fingerprint or UNPROVISIONED");
        for (String member : List.of("daemon", "ui", "bootstrap")) {
            boolean paths =
                    with.find(member).orElse(JsonArray.EMPTY) instanceof JsonArray array
                            && array.size() > 0
                            && array.values().stream().allMatch(OemBundleParameters::isPath);
            parameters.require(paths, "'" + member + "' must be a list of paths of the workspace");
        }
        parameters.require(isMap(with, "config"), "'config' must map names to paths");
        parameters.require(
                !with.has("resources") || isMap(with, "resources"),
                "'resources' must map names to paths");
    }

    private static boolean isMap(JsonObject with, String member) {
        return with.object(member)
                .filter(m -> !m.members().isEmpty())
                .filter(m -> m.members().values().stream().allMatch(OemBundleParameters::isPath))
                .isPresent();
    }

    private static boolean isPath(JsonObject with, String member) {
        return with.find(member).filter(OemBundleParameters::isPath).isPresent();
    }

    private static boolean isPath(JsonValue value) {
        return value instanceof JsonString text
                && PATH.matcher(text.value()).matches()
                && !List.of(text.value().split("/", -1)).contains("..");
    }
}
