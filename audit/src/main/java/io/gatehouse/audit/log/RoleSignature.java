package io.gatehouse.audit.log;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.core.id.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text {@code hmac:sha384:<key-id>:<base64url without padding>} (ADR 0005).
 *
 * @param code 64 characters, 48 bytes
 */
public record RoleSignature(KeyId key, String code) {

    private static final Pattern FORM =
            Pattern.compile("hmac:sha384:([a-z0-9][a-z0-9_-]{0,63}):([A-Za-z0-9_-]{64})");

    static Optional<RoleSignature> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new RoleSignature(new KeyId(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    static RoleSignature sign(HmacKey key, byte[] message) {
        return new RoleSignature(key.id(), Base64Text.encodeUrl(key.sign(message)));
    }

    /** Whether the code is the key's over the message; the texts are compared in constant time. */
    boolean verify(HmacKey hmac, byte[] message) {
        byte[] expected =
                Base64Text.encodeUrl(hmac.sign(message)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, code.getBytes(StandardCharsets.US_ASCII));
    }

    public String text() {
        return "hmac:sha384:" + key + ":" + code;
    }
}
