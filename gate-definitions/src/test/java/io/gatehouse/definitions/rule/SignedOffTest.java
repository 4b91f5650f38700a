package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.state.SignOffKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedOffTest {

    private static final Map<String, ?> BY_COMPLIANCE = Map.of("role", "compliance");

    private static Bench bench() {
        return new Bench().file("report", "x");
    }

    @Test
    void shouldAcceptASignOffOfTheEvidenceAsItIs() {
        Bench bench = bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).passes();
    }

    @Test
    void shouldWaitWithoutASignOff() {
        RuleAssert.that(bench().run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldNotCountASignOffOfOtherEvidence() {
        Bench bench =
                bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED)
                        .file("report", "later");

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldNotCountAnotherRoleOrAnotherKind() {
        Bench bench =
                bench().signOff("wanda", Role.OWNER, SignOffKind.APPROVED)
                        .signOff("celina", Role.COMPLIANCE, SignOffKind.RECEIVED);

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
        RuleAssert.that(bench.run("signed-off", Map.of("role", "compliance", "kind", "received")))
                .passes();
    }

    @Test
    void shouldNotCountAPreparer() {
        Bench bench = bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
        bench.preparers.add("celina");

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
        RuleAssert.that(bench.run("signed-off", Map.of("role", "compliance", "independent", false)))
                .passes();
    }

    @Test
    void shouldNotCountSomebodyWhoLostTheRole() {
        Bench bench =
                bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED)
                        .person("celina", Role.RISK);

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldNotCountAKeyThatIsRevokedHoweverEarlyItSigned() {
        Bench bench = bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);

        bench.revokeKey("celina", Bench.NOW);
        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
        bench.revokeKey("celina", Bench.NOW.minusSeconds(3_600));
        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
        bench.revokeKey("celina", Bench.NOW.plusSeconds(1));
        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).passes();
    }

    @Test
    void shouldNotCountAPersonWhoIsRevoked() {
        Bench bench = bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
        Person celina = bench.people.get(new PersonId("celina"));
        bench.people.put(
                celina.id(),
                new Person(celina.id(), celina.name(), celina.roles(), celina.keys(), true));

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldNotCountAKeyThatThePersonDoesNotHaveOrThatWasNotValidThen() {
        Bench other = bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
        SignOff given = other.signOffs.get(0);
        other.signOffs.set(0, with(given, new KeyId("wanda-1"), given.at()));
        RuleAssert.that(other.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");

        other.signOffs.set(0, with(given, given.key(), Bench.NOW.minusSeconds(101L * 86_400)));
        RuleAssert.that(other.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldStillCountAKeyThatOnlyRanOutSince() {
        Bench bench = bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
        bench.now = Bench.NOW.plusSeconds(101L * 86_400);

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).passes();
    }

    private static SignOff with(SignOff s, KeyId key, Instant at) {
        return new SignOff(
                s.person(), key, s.role(), s.kind(), s.evidenceRoot(), at, s.statement());
    }

    @Test
    void shouldWantOnePersonForEachRole() {
        Bench bench =
                bench().signOff("rita", Role.COMPLIANCE, SignOffKind.APPROVED)
                        .signOff("rita", Role.RISK, SignOffKind.APPROVED);
        Map<String, ?> both = Map.of("roles", List.of("risk", "compliance"));

        RuleAssert.that(bench.run("signed-off", both)).waitsWith("not-signed-off");
        bench.signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
        RuleAssert.that(bench.run("signed-off", both)).passes();
    }

    @Test
    void shouldNotDecideWithoutARole() {
        RuleAssert.that(bench().run("signed-off", Map.of())).errsWith("bad-parameters");
        RuleAssert.that(bench().run("signed-off", Map.of("role", "boss")))
                .errsWith("bad-parameters");
        RuleAssert.that(bench().run("signed-off", Map.of("role", "owner", "kind", "liked")))
                .errsWith("bad-parameters");
    }
}
