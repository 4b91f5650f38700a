package io.gatehouse.core.apply;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.event.GovernanceEvent.Adopted;
import io.gatehouse.core.event.GovernanceEvent.AdoptionSigned;
import io.gatehouse.core.event.GovernanceEvent.InstallationFounded;
import io.gatehouse.core.event.GovernanceEvent.PersonRevoked;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.GovernanceState.PendingAdoption;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who may act, and under which rules. */
public final class GovernanceApplier {

    private GovernanceApplier() {}

    public static GovernanceState apply(GovernanceState state, GovernanceEvent event) {
        if (event instanceof InstallationFounded e) {
            return founded(state, e);
        }
        if (event instanceof AdoptionSigned e) {
            return signed(state, e);
        }
        if (event instanceof Adopted e) {
            return adopted(state, e);
        }
        return revoked(state, (PersonRevoked) event);
    }

    private static GovernanceState founded(GovernanceState state, InstallationFounded e) {
        if (state.installation().isPresent()) {
            throw new ApplyFault("an installation is founded once");
        }
        return new GovernanceState(
                Optional.of(e.installation()),
                e.device(),
                e.engineKey(),
                state.people(),
                state.gates(),
                state.definitions(),
                state.commands(),
                state.keys(),
                state.adoption(),
                Optional.empty());
    }

    private static GovernanceState signed(GovernanceState state, AdoptionSigned e) {
        TreeMap<Role, PersonId> signers = new TreeMap<>();
        // Another document voids the first signature: two persons must sign the same rules.
        state.pending()
                .filter(pending -> pending.digest().equals(e.document()))
                .ifPresent(pending -> signers.putAll(pending.signers()));
        signers.put(e.role(), e.person());
        return with(
                state,
                state.people(),
                Optional.of(new PendingAdoption(e.document(), e.content(), signers)));
    }

    private static GovernanceState adopted(GovernanceState state, Adopted e) {
        Adoption adoption = Adoption.read(e.content());
        TreeMap<PersonId, Person> people = new TreeMap<>();
        adoption.people()
                .forEach(person -> people.put(person.id(), keepRevocations(state, person)));
        TreeMap<String, io.gatehouse.core.json.JsonObject> definitions =
                new TreeMap<>(state.definitions());
        TreeMap<io.gatehouse.core.id.GateId, io.gatehouse.core.digest.Digest> gates =
                new TreeMap<>();
        adoption.definitions()
                .forEach(
                        definition -> {
                            definitions.put(definition.digest().value(), definition.source());
                            gates.put(definition.id(), definition.digest());
                        });
        return new GovernanceState(
                state.installation(),
                state.device(),
                state.engineKey(),
                people,
                gates,
                definitions,
                adoption.commands(),
                adoption.keys(),
                e.document(),
                Optional.empty());
    }

    /**
     * A revocation outlives every later adoption: a stolen key must not come back by an old file.
     */
    private static Person keepRevocations(GovernanceState state, Person person) {
        Person before = state.people().get(person.id());
        if (before == null) {
            return person;
        }
        List<PersonKey> keys =
                person.keys().stream()
                        .map(
                                key ->
                                        before.key(key.id())
                                                .filter(old -> old.revokedAt().isPresent())
                                                .map(old -> revoke(key, old.revokedAt().get()))
                                                .orElse(key))
                        .toList();
        return new Person(
                person.id(),
                person.name(),
                person.roles(),
                keys,
                person.revoked() || before.revoked());
    }

    private static PersonKey revoke(PersonKey key, java.time.Instant from) {
        return new PersonKey(
                key.id(), key.publicKey(), key.notBefore(), key.notAfter(), Optional.of(from));
    }

    private static GovernanceState revoked(GovernanceState state, PersonRevoked e) {
        Person person = state.people().get(e.person());
        if (person == null) {
            throw new ApplyFault("no person " + e.person());
        }
        List<PersonKey> keys =
                person.keys().stream()
                        .map(
                                key ->
                                        e.key().isEmpty() || e.key().get().equals(key.id())
                                                ? revoke(key, e.from())
                                                : key)
                        .toList();
        TreeMap<PersonId, Person> people = new TreeMap<>(state.people());
        people.put(
                person.id(),
                new Person(
                        person.id(),
                        person.name(),
                        person.roles(),
                        keys,
                        person.revoked() || e.key().isEmpty()));
        return with(state, people, state.pending());
    }

    private static GovernanceState with(
            GovernanceState state,
            SortedMap<PersonId, Person> people,
            Optional<PendingAdoption> pending) {
        return new GovernanceState(
                state.installation(),
                state.device(),
                state.engineKey(),
                people,
                state.gates(),
                state.definitions(),
                state.commands(),
                state.keys(),
                state.adoption(),
                pending);
    }
}
