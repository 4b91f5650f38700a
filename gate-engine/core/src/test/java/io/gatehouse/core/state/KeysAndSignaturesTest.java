package io.gatehouse.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Waiver.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** When a key, and what was signed with it, counts: to the nanosecond at each end. */
class KeysAndSignaturesTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant MIDDLE = Instant.parse("2026-06-01T00:00:00Z");
    private static final KeyId KEY = new KeyId("k-1");
    private static final PersonId OLGA = new PersonId("olga");
    private static final PersonId CEZARY = new PersonId("cezary");

    private static PersonKey key(String id, Optional<Instant> revoked) {
        return new PersonKey(new KeyId(id), "public-" + id, FROM, UNTIL, revoked);
    }

    private static Person person(PersonId id, Role role, Optional<Instant> revoked, boolean gone) {
        return new Person(
                id,
                id.value(),
                new TreeSet<>(List.of(role)),
                List.of(key("other", Optional.empty()), key("k-1", revoked)),
                gone);
    }

    private static GovernanceState governance(Person... people) {
        TreeMap<PersonId, Person> all = new TreeMap<>();
        for (Person person : people) {
            all.put(person.id(), person);
        }
        GovernanceState none = GovernanceState.NEW;
        return new GovernanceState(
                none.installation(),
                none.device(),
                none.engineKey(),
                all,
                none.gates(),
                none.definitions(),
                none.commands(),
                none.keys(),
                none.adoption(),
                none.pending());
    }

    private static Waiver waiver(PersonId owner, PersonId compliance, Instant signed) {
        return new Waiver(
                new StepId("work"),
                new RuleId("switch"),
                "why",
                UNTIL,
                new TreeMap<>(
                        Map.of(
                                Role.OWNER, new Signature(owner, KEY, signed),
                                Role.COMPLIANCE, new Signature(compliance, KEY, signed))));
    }

    @Test
    void shouldCountAKeyFromItsFirstMomentToBeforeItsLast() {
        PersonKey key = key("k-1", Optional.empty());
        assertThat(key.isValidAt(FROM.minusNanos(1))).isFalse();
        assertThat(key.isValidAt(FROM)).isTrue();
        assertThat(key.isValidAt(UNTIL.minusNanos(1))).isTrue();
        assertThat(key.isValidAt(UNTIL)).isFalse();
        PersonKey revoked = key("k-1", Optional.of(MIDDLE));
        assertThat(revoked.isValidAt(MIDDLE.minusNanos(1))).isTrue();
        assertThat(revoked.isValidAt(MIDDLE)).isFalse();
    }

    @Test
    void shouldCountWhatAKeySignedOnlyWhileItIsNotRevoked() {
        Person person = person(OLGA, Role.OWNER, Optional.of(MIDDLE), false);
        Instant before = MIDDLE.minusSeconds(60);
        assertThat(person.keyCounts(KEY, before, MIDDLE.minusNanos(1))).isTrue();
        assertThat(person.keyCounts(KEY, before, MIDDLE)).isFalse();
        assertThat(person.keyCounts(KEY, before, UNTIL)).isFalse();
        assertThat(person.keyCounts(new KeyId("unknown"), before, before)).isFalse();
        assertThat(person.keyCounts(new KeyId("other"), FROM.minusNanos(1), MIDDLE)).isFalse();
        // a key that only ran out takes nothing back
        assertThat(person.keyCounts(new KeyId("other"), MIDDLE, UNTIL.plusSeconds(1))).isTrue();
        assertThat(person(OLGA, Role.OWNER, Optional.empty(), true).keyCounts(KEY, before, before))
                .isFalse();
        SignOff signOff =
                new SignOff(
                        OLGA,
                        KEY,
                        Role.OWNER,
                        SignOffKind.APPROVED,
                        Digest.ZERO,
                        before,
                        Digest.ZERO);
        assertThat(signOff.keyCounts(person, MIDDLE.minusNanos(1))).isTrue();
        assertThat(signOff.keyCounts(person, MIDDLE)).isFalse();
    }

    @Test
    void shouldHaveARoleOnlyWhileNotRevoked() {
        assertThat(person(OLGA, Role.OWNER, Optional.empty(), false).has(Role.OWNER)).isTrue();
        assertThat(person(OLGA, Role.OWNER, Optional.empty(), false).has(Role.RISK)).isFalse();
        assertThat(person(OLGA, Role.OWNER, Optional.empty(), true).has(Role.OWNER)).isFalse();
    }

    @Test
    void shouldWaiveByTwoPersonsInTheirRolesBeforeTheEnd() {
        GovernanceState two =
                governance(
                        person(OLGA, Role.OWNER, Optional.empty(), false),
                        person(CEZARY, Role.COMPLIANCE, Optional.empty(), false));
        Waiver waiver = waiver(OLGA, CEZARY, MIDDLE);

        assertThat(waiver.isInForceAt(two, MIDDLE)).isTrue();
        assertThat(waiver.isInForceAt(two, MIDDLE.minusNanos(1))).as("not signed yet").isFalse();
        assertThat(waiver.isInForceAt(two, UNTIL.minusNanos(1))).isTrue();
        assertThat(waiver.isInForceAt(two, UNTIL)).as("ended").isFalse();
        assertThat(waiver.signersAt(two, MIDDLE)).hasSize(2);
    }

    @Test
    void shouldNotWaiveByOnePersonNorWithoutTheRoleNorByAStranger() {
        Person both =
                new Person(
                        OLGA,
                        "olga",
                        new TreeSet<>(List.of(Role.OWNER, Role.COMPLIANCE)),
                        List.of(key("k-1", Optional.empty())),
                        false);
        assertThat(waiver(OLGA, OLGA, MIDDLE).isInForceAt(governance(both), MIDDLE)).isFalse();
        assertThat(waiver(OLGA, OLGA, MIDDLE).signersAt(governance(both), MIDDLE)).hasSize(2);

        Person owner = person(OLGA, Role.OWNER, Optional.empty(), false);
        Person compliance = person(CEZARY, Role.COMPLIANCE, Optional.empty(), false);
        Waiver waiver = waiver(OLGA, CEZARY, MIDDLE);
        for (GovernanceState other :
                List.of(
                        governance(owner),
                        governance(compliance),
                        governance(owner, person(CEZARY, Role.RISK, Optional.empty(), false)),
                        governance(person(OLGA, Role.RISK, Optional.empty(), false), compliance),
                        governance(
                                owner, person(CEZARY, Role.COMPLIANCE, Optional.of(MIDDLE), false)),
                        governance(
                                person(OLGA, Role.OWNER, Optional.of(MIDDLE), false), compliance),
                        governance(
                                owner, person(CEZARY, Role.COMPLIANCE, Optional.empty(), true)))) {
            assertThat(waiver.isInForceAt(other, MIDDLE)).as(other.people().toString()).isFalse();
            assertThat(waiver.signersAt(other, MIDDLE)).hasSize(1);
        }
    }

    @Test
    void shouldKnowASignedStatementByItsCanonicalBytes() {
        JsonObject statement = JsonObject.of("a", 1);
        assertThat(new SignedStatement(OLGA, KEY, statement, "x").digest())
                .isEqualTo(Digest.of(statement));
    }
}
