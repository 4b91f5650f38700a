package io.gatehouse.core.state;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import java.time.Instant;

/**
 * A person in a role agrees to one proposed entry, the evidence beneath it and the definition that
 * asked for it. Whatever of these changes, the approval is void.
 *
 * @param expires from this time on it no longer counts
 */
public record Approval(
        Role role,
        Digest entry,
        Digest evidenceRoot,
        Digest definition,
        Instant at,
        Instant expires,
        SignedStatement signed) {}
