package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of a bundle's manifest: names that unpack to the same files on every platform, each
 * once, with a digest, in order. Confined to one evaluation.
 */
final class BundleFiles {

    private static final int MOST = 20_000;
    private static final int LONGEST = 512;
    private static final Pattern SHA384 = Pattern.compile("[0-9a-f]{96}");
    private static final Set<String> ROW = Set.of("path", "sha384");

    /** Bundles of ours say how long a file is and whether it runs. */
    private static final Set<String> OWN_ROW = Set.of("mode", "path", "sha384", "size");

    private static final Set<String> MODES = Set.of("0644", "0755");
    private static final Set<String> OWN = Set.of("manifest.json", "manifest.sig");

    /** Names that Windows gives to devices, with or without an extension. */
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private static final Pattern UNSAFE =
            Pattern.compile(".*([<>:\"\\\\|?*\\x00-\\x1f\\x7f]|[. ]$).*");

    private final Inspection inspection;
    private final String manifest;
    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> folders = new HashSet<>();
    private String[] last = {};

    BundleFiles(Inspection inspection, String manifest) {
        this.inspection = inspection;
        this.manifest = manifest;
    }

    void judge(JsonValue files) {
        if (!(files instanceof JsonArray rows) || rows.size() == 0 || rows.size() > MOST) {
            inspection.malformed(manifest + " files", "a list of 1 to " + MOST, "another value");
            return;
        }
        for (JsonValue value : rows) {
            if (value instanceof JsonObject row
                    && isFormed(row)
                    && row.find("path").orElseThrow() instanceof JsonString path) {
                row(path.value(), row.text("sha384").orElse(""));
            } else {
                inspection.malformed(
                        manifest + " files",
                        "rows of path and sha384, or of these with size and mode",
                        "another row");
            }
        }
        seen.forEach(
                (folded, path) -> {
                    if (folders.contains(folded)) {
                        fail("path-collides", path, "a file or a folder", "both");
                    }
                });
    }

    /** Neither more nor less than one of the two forms: a member nobody knows says nothing good. */
    private static boolean isFormed(JsonObject row) {
        return row.names().equals(ROW)
                || (row.names().equals(OWN_ROW)
                        && row.integer("size").filter(size -> size >= 0).isPresent()
                        && row.text("mode").filter(MODES::contains).isPresent());
    }

    private void row(String path, String digest) {
        if (!SHA384.matcher(digest).matches()) {
            fail("digest-form", path, "a SHA-384 in 96 lower-case hex digits", Shown.text(digest));
        }
        String[] parts = path.split("/", -1);
        boolean safe =
                path.length() <= LONGEST
                        && Normalizer.isNormalized(path, Normalizer.Form.NFC)
                        && Arrays.stream(parts).allMatch(BundleFiles::isSafe);
        if (!safe || OWN.contains(path)) {
            // an unpacker would write outside the folder, or to another name than was digested
            fail("path-refused", path, "a plain relative path, the same on every platform", path);
            return;
        }
        String folded = fold(path);
        String before = seen.put(folded, path);
        if (before != null) {
            fail("path-collides", path, "each file once, whatever the case", before);
        }
        for (int slash = folded.indexOf('/'); slash > 0; slash = folded.indexOf('/', slash + 1)) {
            folders.add(folded.substring(0, slash));
        }
        if (Arrays.compare(last, parts, BundleFiles::byCodePoint) > 0) {
            fail("order", path, "paths in order of their components", "after a later one");
        }
        last = parts;
    }

    private static boolean isSafe(String part) {
        return !part.isEmpty()
                && !part.equals(".")
                && !part.equals("..")
                && !UNSAFE.matcher(part).matches()
                && !RESERVED.matcher(part).matches();
    }

    private static String fold(String path) {
        return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static int byCodePoint(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private void fail(String code, String path, String expected, String observed) {
        inspection.fail(
                code,
                manifest + " " + Shown.text(path),
                expected,
                Shown.text(observed),
                "build the bundle again with the bundler");
    }

    /** The folders at the top that a bundle must have something in. */
    List<String> missing(List<String> wanted) {
        return wanted.stream().filter(folder -> !folders.contains(folder)).toList();
    }
}
