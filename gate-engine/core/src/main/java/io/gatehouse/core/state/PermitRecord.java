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

    public PermitRecord revokedAt(Instant time) {
        return new PermitRecord(id, digest, permit, issued, Optional.of(time));
    }
}
