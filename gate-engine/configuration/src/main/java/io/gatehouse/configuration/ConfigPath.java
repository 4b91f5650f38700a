package io.gatehouse.configuration;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Paths as text: keys joined by dots, list places in brackets, {@code
 * execution.live.venues[0].name}.
 *
 * <p>A key with other characters than letters, digits, '_' and '-' is quoted, with backslash before
 * quote and backslash: a top-level key spelt {@code execution.live} is {@code "execution.live"} and
 * cannot pass for the section of that name. The second occurrence of a key in one mapping is {@code
 * key#2}; it lies within no allowed path.
 */
public final class ConfigPath {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private ConfigPath() {}

    static String child(String parent, String key, int occurrence) {
        String name =
                PLAIN.matcher(key).matches()
                        ? key
                        : '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        String place = occurrence == 1 ? name : name + "#" + occurrence;
        return parent.isEmpty() ? place : parent + "." + place;
    }

    static String element(String parent, int index) {
        return parent + "[" + index + "]";
    }

    /**
     * Whether a path is one of the allowed ones or lies below one; no allowed path allows nothing.
     */
    public static boolean isWithin(String path, Collection<String> allowed) {
        return allowed.stream().anyMatch(root -> isWithin(path, root));
    }

    private static boolean isWithin(String path, String root) {
        if (root.isEmpty() || !path.startsWith(root)) {
            return false;
        }
        // execution.live must not admit execution.live_routing
        return path.length() == root.length()
                || path.charAt(root.length()) == '.'
                || path.charAt(root.length()) == '[';
    }
}
