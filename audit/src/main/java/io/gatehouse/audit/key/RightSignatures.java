package io.gatehouse.audit.key;

import io.gatehouse.core.digest.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signatures that were found right in this process, by everything that the answer depends on: key,
 * message and signature. Whether a signature is right is a question about these bytes alone, so the
 * answer cannot change; whether the key may sign, is still valid or was revoked is another question
 * and is asked each time (ADR 0069).
 *
 * <p>Wrong ones are not remembered, so nobody fills the memory with them. Thread-safe.
 */
final class RightSignatures {

    private final Map<Right, Boolean> known;

    /** The message by its SHA-384: who could exchange it for another could forge the journal. */
    private record Right(String key, String signature, Digest message) {}

    /** A question about bytes. */
    @FunctionalInterface
    interface Verification {
        boolean isRight();
    }

    /**
     * @param most how many are remembered, the most recently used
     */
    RightSignatures(int most) {
        known =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Right, Boolean> eldest) {
                        return size() > most;
                    }
                };
    }

    /** Whether the signature is right: known to be, or verified now. */
    boolean isRight(
            Ed25519PublicKey key, byte[] message, String signature, Verification verification) {
        Right right = new Right(key.text(), signature, Digest.sha384(message));
        synchronized (known) {
            if (known.get(right) != null) {
                return true;
            }
        }
        if (!verification.isRight()) {
            return false;
        }
        synchronized (known) {
            known.put(right, true);
        }
        return true;
    }
}
