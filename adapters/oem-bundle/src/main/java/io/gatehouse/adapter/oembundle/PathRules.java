package io.gatehouse.adapter.oembundle;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names that unpack to the same files on every platform: relative, without parents, devices of
 * Windows or characters that one of them refuses. Stateless and thread-safe.
 */
final class PathRules {

    /** Longest path in characters; the existing rule of manifests admits no longer one. */
    static final int LONGEST = 512;

    private static final Pattern RESERVED =
            Pattern.compile(
                    "(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\..*)?");

    private static final Pattern UNSAFE = Pattern.compile(".*[<>:\"\\\\|?*].*|.*[. ]");

    /**
     * By component and code point, as the existing builder sorts: {@code a/b} before {@code a-b}.
     */
    static final Comparator<String> ORDER =
            (a, b) -> Arrays.compare(a.split("/", -1), b.split("/", -1), PathRules::byCodePoint);

    private PathRules() {}

    /** What is wrong with a path, or empty when it may be used. */
    static Optional<BundleCode> fault(String path) {
        if (path.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            return Optional.of(BundleCode.PATH_CONTROL);
        }
        if (path.startsWith("/") || path.startsWith("\\") || path.matches("(?s)[A-Za-z]:.*")) {
            return Optional.of(BundleCode.PATH_ABSOLUTE);
        }
        String[] parts = path.split("[/\\\\]", -1);
        if (Arrays.asList(parts).contains("..")) {
            return Optional.of(BundleCode.PATH_TRAVERSAL);
        }
        for (String part : parts) {
            if (RESERVED.matcher(part).matches()) {
                return Optional.of(BundleCode.PATH_RESERVED);
            }
            if (part.isEmpty() || part.equals(".") || UNSAFE.matcher(part).matches()) {
                return Optional.of(BundleCode.PATH_REFUSED);
            }
        }
        // Two spellings of one letter are two names here and one name on another disk.
        return path.length() > LONGEST || !Normalizer.isNormalized(path, Normalizer.Form.NFC)
                ? Optional.of(BundleCode.PATH_REFUSED)
                : Optional.empty();
    }

    /** The form in which names that some file system takes for one are equal. */
    static String fold(String path) {
        return Normalizer.normalize(
                path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static int byCodePoint(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
}
