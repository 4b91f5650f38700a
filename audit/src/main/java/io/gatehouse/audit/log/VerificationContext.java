package io.gatehouse.audit.log;

import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verifier may rely on. Whatever is missing here becomes an {@link Unchecked}, not a pass.
 *
 * @param keys the key ring; with {@link io.gatehouse.audit.key.KeySecrets#NONE} for an auditor
 * @param persons public keys of persons, for approvals
 * @param asOf the time of the verification; lines dated later are faults
 * @param strict all checks of ADR 0008; otherwise only form and signatures, which admits nothing
 */
public record VerificationContext(
        OpenKeyRing keys,
        Optional<PersonKeys> persons,
        StatusPolicy policy,
        List<LineWitness> witnesses,
        Optional<Instant> asOf,
        boolean strict) {

    public VerificationContext {
        witnesses = List.copyOf(witnesses);
    }

    /** Strict, with the table of the documents and without witnesses. */
    public static VerificationContext strict(OpenKeyRing keys, PersonKeys persons) {
        return new VerificationContext(
                keys,
                Optional.of(persons),
                StatusPolicy.DEFAULT,
                List.of(),
                Optional.empty(),
                true);
    }

    public VerificationContext withWitnesses(List<LineWitness> added) {
        return new VerificationContext(keys, persons, policy, added, asOf, strict);
    }

    public VerificationContext asOf(Instant time) {
        return new VerificationContext(keys, persons, policy, witnesses, Optional.of(time), strict);
    }

    public VerificationContext lenient() {
        return new VerificationContext(keys, persons, policy, witnesses, asOf, false);
    }

    public VerificationContext withoutPersons() {
        return new VerificationContext(keys, Optional.empty(), policy, witnesses, asOf, strict);
    }
}
