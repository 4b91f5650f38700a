package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and judges {@code manifest.json}, strictly. Stateless and thread-safe. */
final class ManifestReader {

    private static final Set<String> MEMBERS =
            Set.of("bundle", "created", "files", "platform", "version");
    private static final Set<String> OWN_ROW = Set.of("mode", "path", "sha384", "size");
    private static final Set<String> LEGACY_ROW = Set.of("path", "sha384");
    private static final Pattern SHA384 = Pattern.compile("[0-9a-f]{96}");

    private ManifestReader() {}

    /** The manifest, or empty with a finding; a manifest with findings may be returned too. */
    static Optional<BundleManifest> read(byte[] bytes, FindingList findings) {
        JsonObject object;
        try {
            object = StrictJson.readSigned(bytes).objectOrThrow();
        } catch (JsonFaultException e) {
            findings.add(
                    BundleCode.MANIFEST_MALFORMED,
                    BundleManifest.FILE,
                    "one JSON object",
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        Optional<Platform> platform = object.text("platform").flatMap(Platform::known);
        Optional<String> version =
                object.text("version").filter(v -> BundleManifest.VERSION.matcher(v).matches());
        Optional<Instant> created = object.text("created").flatMap(Timestamps::parse);
        require(
                object.names().equals(MEMBERS),
                "members",
                MEMBERS.stream().sorted().toList(),
                findings);
        require(
                object.text("bundle").equals(Optional.of(BundleManifest.BUNDLE)),
                "bundle",
                BundleManifest.BUNDLE,
                findings);
        require(platform.isPresent(), "platform", "linux, macos or windows", findings);
        require(
                version.isPresent(),
                "version",
                "1 to 64 of A-Z, a-z, 0-9, '.', '_', '-', first and last a letter or digit",
                findings);
        require(created.isPresent(), "created", "a UTC time", findings);
        Optional<List<BundleFile>> files = files(object, findings);
        if (platform.isEmpty() || version.isEmpty() || created.isEmpty() || files.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new BundleManifest(platform.get(), version.get(), created.get(), files.get()));
    }

    private static void require(
            boolean holds, String member, Object expected, FindingList findings) {
        if (!holds) {
            findings.add(
                    BundleCode.MANIFEST_REFUSED,
                    BundleManifest.FILE + " " + member,
                    String.valueOf(expected),
                    "another value");
        }
    }

    private static Optional<List<BundleFile>> files(JsonObject manifest, FindingList findings) {
        if (!(manifest.find("files").orElse(JsonArray.EMPTY) instanceof JsonArray rows)
                || rows.size() == 0
                || rows.size() > BundleLimits.FILES) {
            require(false, "files", "a list of 1 to " + BundleLimits.FILES, findings);
            return Optional.empty();
        }
        List<BundleFile> files = new ArrayList<>();
        PathSet paths = new PathSet();
        String last = "";
        int own = 0;
        for (JsonValue value : rows) {
            Optional<BundleFile> read = row(value);
            if (read.isEmpty()) {
                require(
                        false,
                        "files",
                        "rows of path, sha384, size and mode, and no more",
                        findings);
                return Optional.empty();
            }
            BundleFile file = read.get();
            own += file.size().isPresent() ? 1 : 0;
            path(file.path(), paths, findings);
            if (!last.isEmpty() && PathRules.ORDER.compare(last, file.path()) > 0) {
                require(false, "files", "paths in order of their components", findings);
            }
            last = file.path();
            files.add(file);
        }
        // One row without a size would be a file whose size nobody vouches for.
        require(own == 0 || own == rows.size(), "files", "size and mode in all or none", findings);
        return Optional.of(files);
    }

    private static void path(String path, PathSet paths, FindingList findings) {
        String subject = BundleManifest.FILE + " " + path;
        Optional<BundleCode> fault = PathRules.fault(path);
        if (fault.isPresent()) {
            findings.add(fault.get(), subject, "a plain relative path, the same everywhere", path);
            return;
        }
        if (path.equals(BundleManifest.FILE) || path.equals(BundleManifest.SIGNATURE)) {
            findings.add(BundleCode.PATH_REFUSED, subject, "not the manifest itself", path);
        }
        paths.add(path)
                .ifPresent(c -> findings.add(c.code(), subject, "each file once", c.other()));
    }

    private static Optional<BundleFile> row(JsonValue value) {
        if (!(value instanceof JsonObject row)
                || !(row.names().equals(OWN_ROW) || row.names().equals(LEGACY_ROW))
                || !(row.find("path").orElseThrow() instanceof JsonString path)
                || row.text("sha384").filter(d -> SHA384.matcher(d).matches()).isEmpty()) {
            return Optional.empty();
        }
        String digest = row.requireText("sha384");
        if (row.names().equals(LEGACY_ROW)) {
            return Optional.of(
                    new BundleFile(
                            path.value(), digest, OptionalLong.empty(), OptionalInt.empty()));
        }
        Optional<Long> size = row.integer("size").filter(s -> s >= 0);
        Optional<String> mode = row.text("mode").filter(m -> m.equals("0644") || m.equals("0755"));
        return size.isEmpty() || mode.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        BundleFile.of(
                                path.value(), digest, size.get(), Integer.parseInt(mode.get(), 8)));
    }
}
