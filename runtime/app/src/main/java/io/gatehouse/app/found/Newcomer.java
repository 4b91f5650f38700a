package io.gatehouse.app.found;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** A person who is to get a credential. */
public record Newcomer(PersonId id, String name, SortedSet<Role> roles) {

    public Newcomer {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        if (name.isBlank() || roles.isEmpty()) {
            throw new IllegalArgumentException("a person has a name and at least one role");
        }
    }
}
