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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

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
        state.people()
                .values()
                .forEach(p -> withoutOffice(p).ifPresent(left -> people.put(left.id(), left)));
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
     * A revocation outlives every later adoption: a stolen key must not come back by an old file,
     * nor under another id or another person, nor by way of rules that did not name it.
     */
    private static Person keepRevocations(GovernanceState state, Person person) {
        Optional<Person> before = state.person(person.id());
        List<PersonKey> keys = new ArrayList<>();
        person.keys().forEach(key -> keys.add(keepRevocation(state, key)));
        before.map(GovernanceApplier::revokedKeys).orElse(List.of()).stream()
                .filter(old -> person.key(old.id()).isEmpty())
                .forEach(keys::add);
        return new Person(
                person.id(),
                person.name(),
                person.roles(),
                keys,
                person.revoked() || before.filter(Person::revoked).isPresent());
    }

    private static PersonKey keepRevocation(GovernanceState state, PersonKey key) {
        return Stream.concat(
                        Stream.of(key),
                        state.people().values().stream()
                                .flatMap(person -> person.keys().stream())
                                .filter(
                                        old ->
                                                old.id().equals(key.id())
                                                        || old.publicKey().equals(key.publicKey())))
                .flatMap(known -> known.revokedAt().stream())
                .min(Instant::compareTo)
                .map(from -> revoke(key, from))
                .orElse(key);
    }

    private static List<PersonKey> revokedKeys(Person person) {
        return person.keys().stream().filter(key -> key.revokedAt().isPresent()).toList();
    }

    /** Whom the rules name no longer: without roles, and only as far as something was revoked. */
    private static Optional<Person> withoutOffice(Person person) {
        List<PersonKey> keys = revokedKeys(person);
        return person.revoked() || !keys.isEmpty()
                ? Optional.of(
                        new Person(
                                person.id(),
                                person.name(),
                                new TreeSet<>(),
                                keys,
                                person.revoked()))
                : Optional.empty();
    }

    private static PersonKey revoke(PersonKey key, Instant from) {
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
