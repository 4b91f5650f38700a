package io.gatehouse.audit.key;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64 with exactly one text per byte string (RFC 4648, sections 3.5 and 5).
 *
 * <p>The platform's decoders take padding or none and ignore the unused bits of the last character,
 * so several texts would carry the same signature; a changed log line must never verify.
 */
public final class Base64Text {

    private Base64Text() {}

    /** Base64url without padding. */
    public static String encodeUrl(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes of base64url without padding; empty for every other text. */
    public static Optional<byte[]> decodeUrl(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encodeUrl(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Standard base64 with padding, as the existing tools write it. */
    public static String encodeStandard(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes of standard base64 with padding; empty for every other text. */
    public static Optional<byte[]> decodeStandard(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return encodeStandard(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
