package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A permit as it was issued.
 *
 * @param permit the signed document, see {@code Permit}
 * @param revoked when it was taken back; empty while it holds
 */
public record PermitRecord(
        PermitId id, Digest digest, JsonObject permit, Instant issued, Optional<Instant> revoked) {

    /**
     * The same permit with a lease that counts anew.
     *
     * @throws IllegalArgumentException when the signed document is not the one of that digest
     */
    public PermitRecord renewedAt(Instant time, JsonObject signature, Digest expected) {
        JsonObject renewed =
                permit.without("signature")
                        .with("renewed", time.toString())
                        .with("signature", signature);
        if (!Digest.of(renewed).equals(expected)) {
            throw new IllegalArgumentException("not the permit " + expected.abbreviated());
        }
        return new PermitRecord(id, expected, renewed, issued, revoked);
    }

    public PermitRecord revokedAt(Instant time) {
        return new PermitRecord(id, digest, permit, issued, Optional.of(time));
    }
}
