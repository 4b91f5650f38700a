package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a bundle says that it holds: {@code manifest.json}.
 *
 * @param created in whole seconds
 * @param files in order of their components
 */
public record BundleManifest(
        Platform platform, String version, Instant created, List<BundleFile> files) {

    /** The name in every manifest and archive. */
    public static final String BUNDLE = "core-oem";

    static final String FILE = "manifest.json";
    static final String SIGNATURE = "manifest.sig";
    static final Pattern VERSION =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");

    public BundleManifest {
        files = List.copyOf(files);
    }

    /** The archive's file name: {@code core-oem-<version>-<platform>.tar.gz}. */
    public String archiveName() {
        return BUNDLE + "-" + version + "-" + platform.text() + "." + platform.extension();
    }

    /** Whether it lacks sizes and modes, as those of the existing builder do. */
    public boolean isLegacy() {
        return files.stream().anyMatch(f -> f.size().isEmpty() || f.mode().isEmpty());
    }

    /** The bytes of the file: two spaces of indentation, sorted names, no line end. */
    public byte[] bytes() {
        List<JsonValue> rows = new ArrayList<>();
        for (BundleFile file : files) {
            JsonObject.Builder row =
                    JsonObject.builder().put("path", file.path()).put("sha384", file.sha384());
            file.size().ifPresent(size -> row.put("size", size));
            file.modeText().ifPresent(mode -> row.put("mode", mode));
            rows.add(row.build());
        }
        return IndentedJson.bytes(
                JsonObject.builder()
                        .put("bundle", BUNDLE)
                        .put("created", Timestamps.format(created))
                        .put("files", rows)
                        .put("platform", platform.text())
                        .put("version", version)
                        .build());
    }
}
