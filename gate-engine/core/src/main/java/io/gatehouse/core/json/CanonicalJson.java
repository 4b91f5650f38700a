package io.gatehouse.core.json;

import java.nio.charset.StandardCharsets;

/**
 * The one form in which a value is signed and digested: RFC 8785 for the kinds of {@link
 * JsonValue}.
 *
 * <p>For these kinds the bytes equal those of the existing tools (sorted names, no white space, raw
 * UTF-8, short escapes), so one line can carry the signatures of both. Names must be ASCII and
 * nesting at most {@link JsonValue#MAX_DEPTH}: beyond that implementations disagree, and a
 * disagreement between signer and verifier is an attack surface. Stateless and thread-safe.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * Canonical UTF-8 bytes of a value.
     *
     * @throws IllegalArgumentException when a member name is not ASCII or the nesting is too deep
     */
    public static byte[] bytes(JsonValue value) {
        CanonicalWriter out = new CanonicalWriter();
        out.value(value, 0);
        return out.toBytes();
    }

    /** Canonical text of a value; see {@link #bytes}. */
    public static String text(JsonValue value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }
}
