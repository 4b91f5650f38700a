package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.time.Instant;
import java.util.Optional;

/** Who may release bundles here. Implementations are thread-safe. */
public interface ReleaseKeys {

    /** Whether a bundle that nobody released is refused. */
    boolean demanded();

    /**
     * The key of a person who may release; empty for anybody else, and for a key that was not in
     * force when it signed or is revoked.
     */
    Optional<Ed25519PublicKey> find(PersonId person, KeyId key, Instant signed, Instant asOf);
}
