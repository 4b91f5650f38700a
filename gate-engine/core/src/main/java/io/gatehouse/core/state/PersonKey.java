package io.gatehouse.core.state;

import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's public key.
 *
 * @param publicKey Ed25519, 32 bytes, base64url without padding
 * @param notAfter exclusive
 * @param revokedAt from this time on nothing signed with it counts; what was signed before stands
 */
public record PersonKey(
        KeyId id,
        String publicKey,
        Instant notBefore,
        Instant notAfter,
        Optional<Instant> revokedAt) {

    /** Whether a signature made at that time counts. */
    public boolean isValidAt(Instant time) {
        return !time.isBefore(notBefore)
                && time.isBefore(notAfter)
                && revokedAt.map(time::isBefore).orElse(true);
    }
}
