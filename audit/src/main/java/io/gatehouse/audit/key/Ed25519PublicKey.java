package io.gatehouse.audit.key;

import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The public half of an Ed25519 key (RFC 8032), as base64url text of its 32 bytes.
 *
 * <p>Points of small order, off the curve or not in canonical form are refused when the key is
 * read: under a small-order key one signature fits many messages.
 */
public record Ed25519PublicKey(String text) {

    public static final int LENGTH = 32;

    public Ed25519PublicKey {
        Optional<byte[]> bytes = Base64Text.decodeUrl(text);
        if (bytes.isEmpty() || bytes.get().length != LENGTH) {
            throw new IllegalArgumentException("a public key is base64url of 32 bytes");
        }
        if (!Ed25519.validatePublicKeyFull(bytes.get(), 0)) {
            throw new IllegalArgumentException("not a usable point of edwards25519");
        }
    }

    public static Ed25519PublicKey of(byte[] bytes) {
        return new Ed25519PublicKey(Base64Text.encodeUrl(bytes));
    }

    /** A fresh copy of the 32 bytes. */
    public byte[] bytes() {
        return Base64Text.decodeUrl(text).orElseThrow();
    }

    @Override
    public String toString() {
        return text;
    }
}
