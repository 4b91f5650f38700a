package io.gatehouse.core.state;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
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

    public Optional<PersonKey> key(KeyId key) {
        return keys.stream().filter(k -> k.id().equals(key)).findFirst();
    }
}
