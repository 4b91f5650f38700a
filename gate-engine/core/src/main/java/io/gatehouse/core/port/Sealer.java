package io.gatehouse.core.port;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.List;

/**
 * The engine's signatures: the documents' HMAC role signatures on decision lines, and Ed25519 on
 * permits. Deterministic: equal inputs give equal signatures, so that {@code decide} stays a
 * function.
 */
public interface Sealer {

    /** What sealing gave. */
    sealed interface Sealing {
        record Sealed(JsonObject document) implements Sealing {}

        /** A key is missing, not yet valid, retired, revoked or unreadable. */
        record Impossible(List<Finding> findings) implements Sealing {}
    }

    /**
     * Signs a decision entry for each role and adds {@code log}, {@code signatures} and the outer
     * {@code signature}.
     *
     * @param roles codes of the roles, such as {@code owner}; the caller holds each role's valid
     *     personal approval of this very entry
     * @param index the line's place in the log, from 1
     * @param previous digest of the line before; ZERO for the first
     */
    Sealing sealLine(
            JsonObject entry,
            List<String> roles,
            LogName log,
            long index,
            Digest previous,
            Instant at);

    /** Adds the engine's signature to a permit. */
    Sealing signPermit(JsonObject permit, Instant at);
}
