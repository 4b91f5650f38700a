package io.gatehouse.core.state;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An exception from one waivable rule of one step; in force when owner and compliance, two persons,
 * have signed it, until it expires.
 *
 * @param signers who signed in which role
 */
public record Waiver(
        StepId step,
        RuleId rule,
        String reason,
        Instant expires,
        SortedMap<Role, PersonId> signers) {

    public Waiver {
        signers = Collections.unmodifiableSortedMap(new TreeMap<>(signers));
    }

    public boolean isInForceAt(Instant time) {
        PersonId owner = signers.get(Role.OWNER);
        PersonId compliance = signers.get(Role.COMPLIANCE);
        return owner != null
                && compliance != null
                && !owner.equals(compliance)
                && time.isBefore(expires);
    }
}
