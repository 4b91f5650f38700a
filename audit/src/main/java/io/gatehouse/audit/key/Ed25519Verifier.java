package io.gatehouse.audit.key;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Strict Ed25519 verification (RFC 8032, section 5.1.7): a scalar S at or above the group order is
 * refused, so a third person cannot turn one signature into another. Stateless and thread-safe.
 */
public final class Ed25519Verifier {

    private Ed25519Verifier() {}

    /** Whether the 64 bytes are the key's signature of the message; any other length is not. */
    public static boolean verify(Ed25519PublicKey key, byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key.bytes(), 0, message, 0, message.length);
    }
}
