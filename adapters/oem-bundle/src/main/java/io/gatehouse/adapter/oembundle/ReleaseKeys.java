package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.time.Instant;
import java.util.Optional;

/** Who may release bundles here. Implementations are thread-safe. */
public interface ReleaseKeys {

    /** Nobody may release, and nobody asks for it: a signature that is there is refused. */
    ReleaseKeys NOBODY =
            new ReleaseKeys() {
                @Override
                public boolean demanded() {
                    return false;
                }

                @Override
                public Optional<Ed25519PublicKey> find(
                        PersonId person, KeyId key, Instant signed, Instant asOf) {
                    return Optional.empty();
                }
            };

    /** Whether a bundle that nobody released is refused. */
    boolean demanded();

    /**
     * The key of a person who may release; empty for anybody else, and for a key that was not in
     * force when it signed or is revoked.
     */
    Optional<Ed25519PublicKey> find(PersonId person, KeyId key, Instant signed, Instant asOf);

    /** The same persons, and a bundle that none of them released is refused. */
    default ReleaseKeys demanding() {
        ReleaseKeys same = this;
        return new ReleaseKeys() {
            @Override
            public boolean demanded() {
                return true;
            }

            @Override
            public Optional<Ed25519PublicKey> find(
                    PersonId person, KeyId key, Instant signed, Instant asOf) {
                return same.find(person, key, signed, asOf);
            }
        };
    }
}
