package io.gatehouse.core.state;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PersonId;
import java.time.Instant;

/**
 * A person in a role agrees to the evidence of one step.
 *
 * @param evidenceRoot root of the step's evidence that was signed; other evidence, no sign-off
 * @param statement digest of the signed statement in the journal
 */
public record SignOff(
        PersonId person,
        Role role,
        SignOffKind kind,
        Digest evidenceRoot,
        Instant at,
        Digest statement) {}
