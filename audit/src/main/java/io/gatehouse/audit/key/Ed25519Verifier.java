package io.gatehouse.audit.key;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Strict Ed25519 verification (RFC 8032, section 5.1.7): a scalar S at or above the group order is
 * refused, so a third person cannot turn one signature into another. Stateless and thread-safe.
 */
public final class Ed25519Verifier {

    /** More than an installation has keys. */
    private static final int REMEMBERED = 10_000;

    /** Finding the point of a key takes a seventh of a verification; it is that of its 32 bytes. */
    private static final Map<String, Ed25519.PublicPoint> POINTS = new ConcurrentHashMap<>();

    private Ed25519Verifier() {}

    /** Whether the 64 bytes are the key's signature of the message; any other length is not. */
    public static boolean verify(Ed25519PublicKey key, byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, pointOf(key), message, 0, message.length);
    }

    private static Ed25519.PublicPoint pointOf(Ed25519PublicKey key) {
        if (POINTS.size() > REMEMBERED) {
            POINTS.clear();
        }
        // A key was found to be a usable point in canonical form when it was read.
        return POINTS.computeIfAbsent(
                key.text(), text -> Ed25519.validatePublicKeyPartialExport(key.bytes(), 0));
    }
}
