package io.gatehouse.adapter.liverouter.gate;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import java.util.Optional;

/** Port: what the journal says of the promotion that an action works for. Thread-safe. */
@FunctionalInterface
public interface ArmingSubjects {

    /**
     * What the permit of the promotion will bind.
     *
     * @param configuration SHA-384 of the one configuration among its evidence
     * @param bundle SHA-384 of its release's bundle
     */
    record Subject(InstallationId installation, Digest configuration, Digest bundle) {}

    /** Empty when the promotion is not known, has not been sealed, or cannot be read: no arming. */
    Optional<Subject> of(PromotionId promotion);

    /**
     * The person who asked for a run of a step's action, as the journal holds it; empty when that
     * cannot be told.
     */
    default Optional<PersonId> whoAsked(PromotionId promotion, String slot, int attempt) {
        return Optional.empty();
    }

    /** Nothing is ever armed. */
    static ArmingSubjects none() {
        return promotion -> Optional.empty();
    }
}
