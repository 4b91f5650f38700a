package io.gatehouse.audit.key;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up a person's public key; the list of persons stands behind it. */
@FunctionalInterface
public interface PersonKeys {

    /** The key, or empty when that person has no such key. */
    Optional<PersonKey> find(PersonId person, KeyId key);

    /**
     * The key with the roles that the person had at a time; a lookup that knows no history answers
     * as for now.
     */
    default Optional<PersonKey> find(PersonId person, KeyId key, Instant at) {
        return find(person, key);
    }

    /** The keys of listed persons, as the state of an installation holds them. */
    static PersonKeys ofPersons(Collection<Person> persons) {
        List<PersonKey> keys = new ArrayList<>();
        for (Person person : persons) {
            Set<String> roles = person.roles().stream().map(Role::code).collect(Collectors.toSet());
            for (io.gatehouse.core.state.PersonKey key : person.keys()) {
                keys.add(
                        new PersonKey(
                                person.id(),
                                key.id(),
                                new Ed25519PublicKey(key.publicKey()),
                                new KeyValidity(
                                        key.notBefore(),
                                        key.notAfter(),
                                        Optional.empty(),
                                        key.revokedAt()),
                                roles));
            }
        }
        return of(keys);
    }

    /** A lookup in a fixed collection; a person's key given twice is refused. */
    static PersonKeys of(Collection<PersonKey> keys) {
        Map<List<String>, PersonKey> byName = new HashMap<>();
        for (PersonKey key : keys) {
            if (byName.put(List.of(key.person().value(), key.key().value()), key) != null) {
                throw new IllegalArgumentException("a person's key is listed twice");
            }
        }
        Map<List<String>, PersonKey> frozen = Map.copyOf(byName);
        return (person, key) ->
                Optional.ofNullable(frozen.get(List.of(person.value(), key.value())));
    }
}
