package io.gatehouse.audit.log;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.core.id.KeyId;
import java.util.Optional;

/**
 * The text {@code hmac:sha384:<key-id>:<base64url without padding>} (ADR 0005).
 *
 * @param code 64 characters, 48 bytes
 */
public record RoleSignature(KeyId key, String code) {

    private static final String PREFIX = "hmac:sha384:";
    private static final int CODE = 64;

    static Optional<RoleSignature> parse(String text) {
        if (!Texts.ROLE_CODE.test(text)) {
            return Optional.empty();
        }
        int code = text.length() - CODE;
        KeyId key = new KeyId(text.substring(PREFIX.length(), code - 1));
        return Optional.of(new RoleSignature(key, text.substring(code)));
    }

    static RoleSignature sign(HmacKey key, byte[] message) {
        return new RoleSignature(key.id(), Base64Text.encodeUrl(key.sign(message)));
    }

    /** Whether the code is the key's over the message; the texts are compared in constant time. */
    boolean verify(HmacKey hmac, byte[]... message) {
        return Base64Text.isUrl(hmac.sign(message), code);
    }

    public String text() {
        return PREFIX + key + ":" + code;
    }
}
