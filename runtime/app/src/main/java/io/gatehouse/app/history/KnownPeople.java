package io.gatehouse.app.history;

import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.PersonKey;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.Person;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every key that was ever adopted, for checking signatures on old decision lines: a person who left
 * did sign what was signed. Who may act now is for the current state to say, never for this list.
 * Thread-safe.
 */
public final class KnownPeople implements PersonKeys {

    private final Map<List<String>, PersonKey> keys = new HashMap<>();
    private long version;

    /** Takes over the persons of a state; roles add up, validity is the latest. */
    public synchronized void learn(GovernanceState governance) {
        version++;
        for (Person person : governance.people().values()) {
            for (io.gatehouse.core.state.PersonKey key : person.keys()) {
                learn(person, key);
            }
        }
    }

    private void learn(Person person, io.gatehouse.core.state.PersonKey key) {
        List<String> name = List.of(person.id().value(), key.id().value());
        Set<String> roles = new HashSet<>();
        PersonKey before = keys.get(name);
        if (before != null) {
            roles.addAll(before.roles());
        }
        person.roles().stream().map(Role::code).forEach(roles::add);
        try {
            keys.put(
                    name,
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
        } catch (IllegalArgumentException e) {
            // A key that is none verifies nothing: it is as if it were not listed.
            keys.remove(name);
        }
    }

    /**
     * Another number whenever something may have changed: what was verified before is open again.
     */
    public synchronized long version() {
        return version;
    }

    @Override
    public synchronized Optional<PersonKey> find(PersonId person, KeyId key) {
        return Optional.ofNullable(keys.get(List.of(person.value(), key.value())));
    }
}
