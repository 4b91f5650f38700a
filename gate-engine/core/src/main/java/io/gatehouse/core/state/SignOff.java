package io.gatehouse.core.state;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.time.Instant;

/**
 * A person in a role agrees to the evidence of one step.
 *
 * @param key with which the statement was signed
 * @param evidenceRoot root of the step's evidence that was signed; other evidence, no sign-off
 * @param statement digest of the signed statement in the journal
 */
public record SignOff(
        PersonId person,
        KeyId key,
        Role role,
        SignOffKind kind,
        Digest evidenceRoot,
        Instant at,
        Digest statement) {

    /**
     * Whether the key lets this count: the person has it, it was valid at the time of the sign-off,
     * and neither it nor the person is revoked by the time of the decision (ADR 0041).
     *
     * <p>Whoever stole a key may have used it before the theft was noticed; while the decision is
     * open, signing again costs little. A key that only ran out meanwhile takes nothing back.
     */
    public boolean keyCounts(Person signer, Instant asOf) {
        return signer.keyCounts(key, at, asOf);
    }
}
