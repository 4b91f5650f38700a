package io.gatehouse.audit.key;

import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up a person's public key; the list of persons stands behind it. */
@FunctionalInterface
public interface PersonKeys {

    /** The key, or empty when that person has no such key. */
    Optional<PersonKey> find(PersonId person, KeyId key);

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
