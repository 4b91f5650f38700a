package io.gatehouse.audit.json;

import io.gatehouse.core.json.JsonValue;

/**
 * What a reader admits beyond the grammar of RFC 8259.
 *
 * <p>Both profiles refuse duplicate names, trailing data, invalid UTF-8, byte order marks and lone
 * surrogates. They differ in names and numbers:
 *
 * <ul>
 *   <li><em>signed</em>: names are printable ASCII, numbers are integers within +-(2^53-1). What it
 *       admits has exactly one canonical form ({@link io.gatehouse.core.json.CanonicalJson}).
 *   <li><em>evidence</em>: any names; a number literal that is not such an integer is kept as a
 *       string holding its literal text ({@code 0.10} becomes the string {@code "0.10"}). The
 *       difference between the number and a string of the same text is lost; that is harmless,
 *       because evidence is bound by the digest of its bytes, never by its parsed form, and rules
 *       read figures through {@link JsonNumbers}. No value ever passes through a double.
 * </ul>
 *
 * @param signable whether only values that can be signed are admitted
 * @param maxDepth greatest nesting of arrays and objects, 1 to 512
 */
public record JsonProfile(boolean signable, int maxDepth) {

    /** Everything that is signed or canonicalised. */
    public static final JsonProfile SIGNED = new JsonProfile(true, JsonValue.MAX_DEPTH);

    /** Reports of other tools; 64 levels are more than any of them uses. */
    public static final JsonProfile EVIDENCE = evidence(64);

    private static final int DEEPEST = 512;

    public JsonProfile {
        if (maxDepth < 1 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException("depth limit outside 1 to " + DEEPEST);
        }
    }

    public static JsonProfile evidence(int maxDepth) {
        return new JsonProfile(false, maxDepth);
    }
}
