package io.gatehouse.core.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.GovernanceEvent.AdoptionSigned;
import io.gatehouse.core.event.GovernanceEvent.InstallationFounded;
import io.gatehouse.core.event.GovernanceEvent.PersonRevoked;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A revocation outlives every adoption: a stolen key never counts again. */
class GovernanceApplierTest {

    private static final PersonId REMEK = new PersonId("remek");
    private static final KeyId FIRST = new KeyId("remek-1");
    private static final Instant LOST = Instant.parse("2026-03-02T07:30:00Z");

    private final World world = World.founded(new PlainBox());
    private final List<Person> founders = List.copyOf(world.state().governance().people().values());

    private Person remek() {
        return world.state().governance().person(REMEK).orElseThrow();
    }

    private Optional<Instant> revokedAt(KeyId key) {
        return remek().key(key).orElseThrow().revokedAt();
    }

    private void revoke(Optional<KeyId> key, Optional<Instant> since) {
        Decision decision = world.as("olga", new Command.RevokePerson(REMEK, key, "stolen", since));
        assertThat(decision).isInstanceOf(Decision.Admitted.class);
    }

    private void adopt(List<Person> people) {
        JsonObject rules =
                Adoption.document(people, Gates.all(), new TreeMap<>(), JsonObject.EMPTY);
        world.as("olga", new Command.SignAdoption(Role.OWNER, rules));
        assertThat(world.as("cezary", new Command.SignAdoption(Role.COMPLIANCE, rules)))
                .isInstanceOf(Decision.Admitted.class);
        assertThat(world.state().governance().adoption()).isEqualTo(Digest.of(rules));
    }

    private List<Person> with(PersonId id, UnaryOperator<Person> change) {
        return founders.stream().map(p -> p.id().equals(id) ? change.apply(p) : p).toList();
    }

    private List<Person> without(PersonId id) {
        return founders.stream().filter(p -> !p.id().equals(id)).toList();
    }

    private static Person keys(Person person, List<PersonKey> keys) {
        return new Person(person.id(), person.name(), person.roles(), keys, person.revoked());
    }

    private static PersonKey like(PersonKey key, String id, Optional<Instant> revoked) {
        return new PersonKey(
                new KeyId(id), key.publicKey(), key.notBefore(), key.notAfter(), revoked);
    }

    @Test
    void shouldNotTakeAKeyBackByAnOlderFile() {
        revoke(Optional.of(FIRST), Optional.of(LOST));
        adopt(founders);
        assertThat(revokedAt(FIRST)).contains(LOST);
        assertThat(revokedAt(new KeyId("remek-2"))).isEmpty();
        assertThat(remek().has(Role.RUNTIME)).isTrue();
    }

    @Test
    void shouldNotTakeAKeyBackByWayOfRulesThatDoNotNameIt() {
        revoke(Optional.of(FIRST), Optional.of(LOST));
        adopt(with(REMEK, p -> keys(p, List.of(p.keys().get(1)))));
        assertThat(revokedAt(FIRST)).contains(LOST);
        adopt(founders);
        assertThat(remek().keys()).hasSize(2);
        assertThat(revokedAt(FIRST)).contains(LOST);
    }

    @Test
    void shouldNotTakeAKeyBackByWayOfRulesThatDoNotNameItsPerson() {
        revoke(Optional.of(FIRST), Optional.of(LOST));
        adopt(without(REMEK));
        assertThat(remek().roles()).isEmpty();
        assertThat(remek().revoked()).isFalse();
        assertThat(remek().keys()).extracting(PersonKey::id).containsExactly(FIRST);
        adopt(without(REMEK));
        adopt(founders);
        assertThat(revokedAt(FIRST)).contains(LOST);
        assertThat(revokedAt(new KeyId("remek-2"))).isEmpty();
        assertThat(remek().has(Role.RUNTIME)).isTrue();
    }

    @Test
    void shouldNotTakeAPersonBackByWayOfRulesThatDoNotNameIt() {
        revoke(Optional.empty(), Optional.of(LOST));
        adopt(without(REMEK));
        adopt(founders);
        assertThat(remek().revoked()).isTrue();
        assertThat(remek().has(Role.RUNTIME)).isFalse();
        assertThat(revokedAt(FIRST)).contains(LOST);
    }

    @Test
    void shouldForgetAPersonOfWhomNothingWasRevoked() {
        adopt(without(REMEK));
        assertThat(world.state().governance().person(REMEK)).isEmpty();
    }

    @Test
    void shouldNotTakeAKeyBackUnderAnotherIdOrAnotherPerson() {
        revoke(Optional.of(FIRST), Optional.of(LOST));
        adopt(
                with(
                        REMEK,
                        p -> keys(p, List.of(like(p.keys().get(0), "remek-3", Optional.empty())))));
        assertThat(revokedAt(new KeyId("remek-3"))).contains(LOST);

        PersonKey stolen = remek().key(FIRST).orElseThrow();
        List<Person> people = new ArrayList<>(without(REMEK));
        people.replaceAll(
                p ->
                        p.id().value().equals("rita")
                                ? keys(p, List.of(like(stolen, "rita-3", Optional.empty())))
                                : p);
        adopt(people);
        assertThat(
                        world.state()
                                .governance()
                                .person(new PersonId("rita"))
                                .flatMap(p -> p.key(new KeyId("rita-3")))
                                .flatMap(PersonKey::revokedAt))
                .contains(LOST);
    }

    @Test
    void shouldKeepTheEarliestOfTwoRevocations() {
        revoke(Optional.of(FIRST), Optional.of(LOST));
        for (Instant named : List.of(LOST.minusSeconds(60), LOST.plusSeconds(60))) {
            adopt(
                    with(
                            REMEK,
                            p ->
                                    keys(
                                            p,
                                            List.of(
                                                    like(
                                                            p.keys().get(0),
                                                            "remek-1",
                                                            Optional.of(named))))));
            assertThat(revokedAt(FIRST)).contains(LOST.minusSeconds(60));
        }
    }

    @Test
    void shouldCollectTheSignaturesUnderOneDocument() {
        GovernanceState governed = world.state().governance();
        JsonObject rules =
                Adoption.document(founders, List.of(), new TreeMap<>(), JsonObject.EMPTY);
        Digest digest = Digest.of(rules);
        PersonId olga = new PersonId("olga");
        PersonId cezary = new PersonId("cezary");
        GovernanceState one =
                GovernanceApplier.apply(
                        governed, new AdoptionSigned(digest, rules, Role.OWNER, olga));
        GovernanceState two =
                GovernanceApplier.apply(
                        one, new AdoptionSigned(digest, rules, Role.COMPLIANCE, cezary));
        assertThat(two.pending().orElseThrow().signers())
                .containsEntry(Role.OWNER, olga)
                .containsEntry(Role.COMPLIANCE, cezary);
        assertThat(two.adoption()).isEqualTo(governed.adoption());
    }

    @Test
    void shouldRevokeOnePersonOnly() {
        revoke(Optional.empty(), Optional.empty());
        assertThat(world.state().governance().people().values())
                .filteredOn(Person::revoked)
                .containsExactly(remek());
        assertThat(remek().keys()).allMatch(key -> key.revokedAt().isPresent());
        assertThat(world.state().governance().adoption()).isNotNull();
    }

    @Test
    void shouldBeFoundedOnceAndRevokeNobodyUnknown() {
        GovernanceState governed = world.state().governance();
        assertThat(governed.installation()).contains(World.INSTALLATION);
        assertThat(governed.device()).isEqualTo("device-1");
        assertThat(governed.engineKey()).isEqualTo("engine-key");
        assertThatThrownBy(
                        () ->
                                GovernanceApplier.apply(
                                        governed,
                                        new InstallationFounded(
                                                new InstallationId("bot-2"), "d", "k")))
                .isInstanceOf(ApplyFault.class);
        assertThatThrownBy(
                        () ->
                                GovernanceApplier.apply(
                                        governed,
                                        new PersonRevoked(
                                                new PersonId("nobody"),
                                                Optional.empty(),
                                                LOST,
                                                "why")))
                .isInstanceOf(ApplyFault.class);
    }

    @Test
    void shouldVoidTheFirstSignatureWhenAnotherDocumentIsSigned() {
        JsonObject one =
                Adoption.document(founders, Gates.all(), new TreeMap<>(), JsonObject.EMPTY);
        JsonObject two =
                Adoption.document(
                        founders, List.of(Gates.demo()), new TreeMap<>(), JsonObject.EMPTY);
        world.as("olga", new Command.SignAdoption(Role.OWNER, one));
        assertThat(world.state().governance().pending().orElseThrow().signers())
                .containsOnlyKeys(Role.OWNER);
        world.as("cezary", new Command.SignAdoption(Role.COMPLIANCE, two));
        assertThat(world.state().governance().pending().orElseThrow().signers())
                .containsOnlyKeys(Role.COMPLIANCE);
        world.as("olga", new Command.SignAdoption(Role.OWNER, two));
        assertThat(world.state().governance().pending()).isEmpty();
        assertThat(world.state().governance().gates()).hasSize(1);
        // every definition that was ever adopted can still be read
        assertThat(world.state().governance().definitions()).hasSize(4);
        assertThat(
                        new TreeSet<>(
                                world.state().governance().definitions().values().stream()
                                        .map(d -> d.requireText("gate"))
                                        .toList()))
                .containsExactly("demo", "live", "paper", "stage6");
    }
}
