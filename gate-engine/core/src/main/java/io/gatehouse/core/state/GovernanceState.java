package io.gatehouse.core.state;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules that were adopted, and who may act under them.
 *
 * @param installation empty before the installation is founded
 * @param device fingerprint of the device, bound into permits
 * @param engineKey the engine's Ed25519 public key, base64url: permits are verified with it
 * @param people by id
 * @param gates the digest of the definition in force, by gate
 * @param definitions canonical definitions by digest, every one that was ever adopted
 * @param commands SHA-384 of every configured program, by its name in the definitions
 * @param keys public list of the key ring that was adopted
 * @param adoption digest of the adopted document; ZERO before the first
 * @param pending an adoption that one of the two persons has signed
 */
public record GovernanceState(
        Optional<InstallationId> installation,
        String device,
        String engineKey,
        SortedMap<PersonId, Person> people,
        SortedMap<GateId, Digest> gates,
        SortedMap<String, JsonObject> definitions,
        SortedMap<String, Digest> commands,
        JsonObject keys,
        Digest adoption,
        Optional<PendingAdoption> pending) {

    /** A proposed set of rules and the persons who have signed it. */
    public record PendingAdoption(
            Digest digest, JsonObject document, SortedMap<Role, PersonId> signers) {
        public PendingAdoption {
            signers = Collections.unmodifiableSortedMap(new TreeMap<>(signers));
        }
    }

    public static final GovernanceState NEW =
            new GovernanceState(
                    Optional.empty(),
                    "",
                    "",
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    JsonObject.EMPTY,
                    Digest.ZERO,
                    Optional.empty());

    public GovernanceState {
        people = Collections.unmodifiableSortedMap(new TreeMap<>(people));
        gates = Collections.unmodifiableSortedMap(new TreeMap<>(gates));
        definitions = Collections.unmodifiableSortedMap(new TreeMap<>(definitions));
        commands = Collections.unmodifiableSortedMap(new TreeMap<>(commands));
    }

    public Optional<Person> person(PersonId id) {
        return Optional.ofNullable(people.get(id));
    }
}
