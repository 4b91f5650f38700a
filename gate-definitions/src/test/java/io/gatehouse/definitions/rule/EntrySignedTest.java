package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Approval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntrySignedTest {

    private static Bench bench() {
        return new Bench().file("report", "x").proposed();
    }

    private static Bench approved() {
        return bench().approve("celina", Role.COMPLIANCE).approve("wanda", Role.OWNER);
    }

    private static void waits(Bench bench) {
        RuleAssert.that(bench.decide("entry-signed", Map.of())).waitsWith("approval-missing");
    }

    private static void replace(
            Bench bench, int index, java.util.function.UnaryOperator<Approval> change) {
        bench.approvals.set(index, change.apply(bench.approvals.get(index)));
    }

    @Test
    void shouldAcceptEveryApprovalOverTheProposal() {
        RuleAssert.that(approved().decide("entry-signed", Map.of())).passes();
    }

    @Test
    void shouldWaitForAProposalAndForApprovals() {
        RuleAssert.that(new Bench().decide("entry-signed", Map.of())).waitsWith("not-proposed");
        RuleAssert.that(bench().decide("entry-signed", Map.of()))
                .waitsWith("approval-missing", "approval-missing");
        waits(bench().approve("wanda", Role.OWNER));
    }

    @Test
    void shouldNotCountAnApprovalOfAnotherEntryEvidenceOrDefinition() {
        Bench bench = approved();
        bench.entry = bench.entry.map(e -> e.with("stage", "changed"));
        RuleAssert.that(bench.decide("entry-signed", Map.of()))
                .waitsWith("approval-missing", "approval-missing");

        RuleAssert.that(approved().file("report", "later").decide("entry-signed", Map.of()))
                .waitsWith("approval-missing", "approval-missing");

        Bench other = approved();
        replace(
                other,
                0,
                a ->
                        new Approval(
                                a.role(),
                                a.entry(),
                                a.evidenceRoot(),
                                Digest.ZERO,
                                a.at(),
                                a.expires(),
                                a.signed()));
        waits(other);
    }

    @Test
    void shouldNotCountAnExpiredApproval() {
        Bench bench = approved();
        replace(
                bench,
                0,
                a ->
                        new Approval(
                                a.role(),
                                a.entry(),
                                a.evidenceRoot(),
                                a.definition(),
                                a.at(),
                                Bench.NOW,
                                a.signed()));
        waits(bench);
    }

    @Test
    void shouldNotCountAnApprovalOlderThanTheGateAdmits() {
        Bench bench = approved();
        replace(
                bench,
                0,
                a ->
                        new Approval(
                                a.role(),
                                a.entry(),
                                a.evidenceRoot(),
                                a.definition(),
                                Bench.NOW.minusSeconds(86_400),
                                a.expires(),
                                a.signed()));
        waits(bench);
    }

    @Test
    void shouldNotCountSomebodyWithoutTheRoleOrAValidKey() {
        waits(approved().person("celina", Role.RISK));

        Bench bench = approved();
        bench.people.remove(new io.gatehouse.core.id.PersonId("celina"));
        waits(bench);
        bench.person("celina", Role.COMPLIANCE);
        bench.now = Bench.NOW.plusSeconds(101L * 86_400);
        RuleAssert.that(bench.decide("entry-signed", Map.of()))
                .errsWith("approval-missing", "approval-missing", "no-role-key", "no-role-key");
    }

    @Test
    void shouldNotCountAKeyThatDidNotCountThenOrDoesNotCountNow() {
        java.time.Instant given = Bench.NOW.minusSeconds(60);
        waits(approved().revokeKey("celina", given));
        waits(approved().revokeKey("celina", Bench.NOW));
        RuleAssert.that(
                        approved()
                                .revokeKey("celina", Bench.NOW.plusNanos(1))
                                .decide("entry-signed", Map.of()))
                .passes();
        // valid only since after the approval was given
        Bench younger = approved();
        io.gatehouse.core.state.Person celina =
                younger.people.get(new io.gatehouse.core.id.PersonId("celina"));
        io.gatehouse.core.state.PersonKey key = celina.keys().get(0);
        younger.people.put(
                celina.id(),
                new io.gatehouse.core.state.Person(
                        celina.id(),
                        celina.name(),
                        celina.roles(),
                        List.of(
                                new io.gatehouse.core.state.PersonKey(
                                        key.id(),
                                        key.publicKey(),
                                        given.plusNanos(1),
                                        key.notAfter(),
                                        key.revokedAt())),
                        false));
        waits(younger);
    }

    @Test
    void shouldNotCountAnApprovalOfTheFuture() {
        Bench bench = approved();
        replace(
                bench,
                0,
                a ->
                        new Approval(
                                a.role(),
                                a.entry(),
                                a.evidenceRoot(),
                                a.definition(),
                                Bench.NOW.plusNanos(1),
                                a.expires(),
                                a.signed()));
        waits(bench);
    }

    @Test
    void shouldWantAKeyOfEachRoleThatWillSignBeforeAnybodyApproves() {
        Bench bench = bench();
        bench.requirements.add(new ApprovalRequirement(List.of(Role.RISK), 1));
        RuleAssert.that(bench.decide("entry-signed", Map.of()))
                .errsWith(
                        "approval-missing", "approval-missing", "approval-missing", "no-role-key");
        // of two roles either may sign: a key is wanted for the one that does
        Bench either = bench();
        either.requirements.add(new ApprovalRequirement(List.of(Role.RISK, Role.SECURITY), 1));
        RuleAssert.that(either.decide("entry-signed", Map.of()))
                .waitsWith("approval-missing", "approval-missing", "approval-missing");
    }

    @Test
    void shouldNotLetOnePersonFillTwoSeats() {
        Bench bench = bench().approve("rita", Role.COMPLIANCE);
        bench.person("rita", Role.COMPLIANCE, Role.OWNER).approve("rita", Role.OWNER);

        waits(bench);
    }

    @Test
    void shouldFindTheOneWayToFillTheSeats() {
        Bench bench = bench().person("rita", Role.RISK, Role.COMPLIANCE);
        bench.requirements.clear();
        bench.requirements.add(new ApprovalRequirement(List.of(Role.COMPLIANCE, Role.RISK), 1));
        bench.requirements.add(new ApprovalRequirement(List.of(Role.RISK), 1));
        bench.approve("rita", Role.RISK).approve("celina", Role.COMPLIANCE);
        bench.keys = Bench.ring(Bench.key("risk-1", "role:risk", "HMAC-SHA384"));

        RuleAssert.that(bench.decide("entry-signed", Map.of())).passes();
    }

    @Test
    void shouldNotDecideWithoutAKeyForEachRole() {
        Bench bench = approved();
        bench.requirements.add(new ApprovalRequirement(List.of(Role.RISK), 1));
        bench.approve("rita", Role.RISK);

        RuleAssert.that(bench.decide("entry-signed", Map.of())).errsWith("no-role-key");
    }

    @Test
    void shouldNotDecideWithoutAKeyRing() {
        Bench bench = approved();
        bench.keys = JsonObject.EMPTY;

        RuleAssert.that(bench.decide("entry-signed", Map.of())).errsWith("no-key-ring");
    }
}
