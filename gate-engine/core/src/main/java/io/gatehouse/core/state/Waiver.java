package io.gatehouse.core.state;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
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
        SortedMap<Role, Signature> signers) {

    /**
     * A person's signature under the waiver.
     *
     * @param key with which the statement was signed
     */
    public record Signature(PersonId person, KeyId key, Instant at) {

        /** Whether it counts for the role at a time; as for a sign-off (ADR 0041, ADR 0044). */
        boolean counts(Role role, GovernanceState governance, Instant asOf) {
            return !at.isAfter(asOf)
                    && governance
                            .person(person)
                            .filter(p -> p.has(role))
                            .filter(p -> p.keyCounts(key, at, asOf))
                            .isPresent();
        }
    }

    public Waiver {
        signers = Collections.unmodifiableSortedMap(new TreeMap<>(signers));
    }

    /** The signatures that count: of persons in their roles, with keys that nobody took back. */
    public SortedMap<Role, Signature> signersAt(GovernanceState governance, Instant time) {
        TreeMap<Role, Signature> counting = new TreeMap<>(signers);
        counting.entrySet().removeIf(e -> !e.getValue().counts(e.getKey(), governance, time));
        return counting;
    }

    /** Whether two persons let the rule's fault stand at that time, by what is known then. */
    public boolean isInForceAt(GovernanceState governance, Instant time) {
        SortedMap<Role, Signature> counting = signersAt(governance, time);
        Signature owner = counting.get(Role.OWNER);
        Signature compliance = counting.get(Role.COMPLIANCE);
        return owner != null
                && compliance != null
                && !owner.person().equals(compliance.person())
                && time.isBefore(expires);
    }
}
