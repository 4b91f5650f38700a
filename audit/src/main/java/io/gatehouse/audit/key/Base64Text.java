package io.gatehouse.audit.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 with exactly one text per byte string (RFC 4648, sections 3.5 and 5).
 *
 * <p>The platform's decoders take padding or none and ignore the unused bits of the last character,
 * so several texts would carry the same signature; a changed log line must never verify.
 */
public final class Base64Text {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Encoder STANDARD = Base64.getEncoder();

    private Base64Text() {}

    /**
     * Whether a text is the base64url of the bytes; compared as text, and in a time that does not
     * depend on where they differ.
     */
    public static boolean isUrl(byte[] bytes, String text) {
        return MessageDigest.isEqual(URL.encode(bytes), text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #isUrl}, of standard base64 with padding. */
    public static boolean isStandard(byte[] bytes, String text) {
        return MessageDigest.isEqual(STANDARD.encode(bytes), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Base64url without padding. */
    public static String encodeUrl(byte[] bytes) {
        return URL.encodeToString(bytes);
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
        return STANDARD.encodeToString(bytes);
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
