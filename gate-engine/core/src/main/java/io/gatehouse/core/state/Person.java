package io.gatehouse.core.state;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A human being with roles and public keys. Separation counts persons, never their keys. */
public record Person(
        PersonId id, String name, SortedSet<Role> roles, List<PersonKey> keys, boolean revoked) {

    public Person {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        keys = List.copyOf(keys);
    }

    public boolean has(Role role) {
        return !revoked && roles.contains(role);
    }

    /**
     * Whether what the key signed counts: the person has it, it was valid at that time, and neither
     * it nor the person is revoked by the time of the decision (ADR 0041).
     *
     * <p>Whoever stole a key may have used it before the theft was noticed. A key that only ran out
     * meanwhile takes nothing back.
     */
    public boolean keyCounts(KeyId key, Instant signed, Instant asOf) {
        return !revoked
                && key(key).filter(k -> k.isValidAt(signed))
                        .filter(k -> k.revokedAt().map(asOf::isBefore).orElse(true))
                        .isPresent();
    }

    public Optional<PersonKey> key(KeyId key) {
        return keys.stream().filter(k -> k.id().equals(key)).findFirst();
    }
}
