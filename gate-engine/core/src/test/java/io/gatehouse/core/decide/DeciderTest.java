package io.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.decide.Decision.Refused;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.ActionState.Phase;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.testkit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way of a promotion, and each way in which it is refused. */
class DeciderTest {

    private final World world = World.founded(new PlainBox());

    private static void assertRefused(Decision decision, Reason reason, String rule, String code) {
        assertThat(decision).isInstanceOf(Refused.class);
        Refused refused = (Refused) decision;
        assertThat(refused.reason()).as(refused.findings().toString()).isEqualTo(reason);
        assertThat(refused.findings())
                .anySatisfy(
                        f -> {
                            assertThat(f.rule().value()).isEqualTo(rule);
                            assertThat(f.code()).isEqualTo(code);
                        });
    }

    private static void assertAdmitted(Decision decision) {
        assertThat(decision).as(decision.events().toString()).isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void shouldWalkFromNoneToLive() {
        world.grant("demo", "p-1");
        assertThat(world.state().environment().current()).isEqualTo(Environment.DEMO);
        world.grant("paper", "p-2");
        assertThat(world.state().environment().current()).isEqualTo(Environment.PAPER);
        world.grant("live", "p-3");

        assertThat(world.state().environment().machine()).isEqualTo("LIVE");
        assertThat(world.log("demo")).hasSize(1);
        assertThat(world.log("paper")).hasSize(1);
        assertThat(world.log("live_execution")).hasSize(1);
        assertThat(
                        world.state()
                                .environment()
                                .permit()
                                .orElseThrow()
                                .permit()
                                .requireText("status"))
                .isEqualTo("live_ready");
        assertThat(world.state().ledger().refused()).isZero();
    }

    @Test
    void shouldCarryTheJournalNumberOfItsOwnEventInTheLine() {
        world.grant("demo", "p-1");
        long seq =
                world.log("demo")
                        .get(0)
                        .object("journal")
                        .orElseThrow()
                        .integer("seq")
                        .orElseThrow();
        assertThat(world.history().get((int) seq - 1))
                .isInstanceOf(io.gatehouse.core.event.LogEvent.LineAppended.class);
    }

    @Test
    void shouldRefuseAStepOfSomebodyElse() {
        PromotionId p = world.open("demo", "p-1");
        assertRefused(
                world.as("rita", new Command.RunStep(p, new StepId("work"))),
                Reason.NOT_PERMITTED,
                "engine-role",
                "role-missing");
    }

    @Test
    void shouldSendAFailedReportBackAndWaitForASignOff() {
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "fail");
        assertAdmitted(world.assess(p, "work"));
        assertThat(world.promotion(p).machine()).isEqualTo("work:READY");
        assertThat(world.promotion(p).evidence()).isEmpty();

        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "pass");
        world.assess(p, "work");
        world.attach(p, "rita");
        assertRefused(world.assess(p, "by-hand"), Reason.PENDING, "signed-off", "missing");
        assertThat(world.promotion(p).machine()).isEqualTo("by-hand:COLLECTED");
    }

    @Test
    void shouldNotDecideWhereARuleThrows() {
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "boom");
        assertRefused(world.assess(p, "work"), Reason.UNDECIDED, "engine-rule", "rule-failed");
        assertThat(world.promotion(p).machine()).isEqualTo("work:COLLECTED");
    }

    @Test
    void shouldRunAnActionOnceAndKeepALateOutcomeWithoutEffect() {
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        assertAdmitted(world.start(p, "work"));
        assertRefused(world.start(p, "work"), Reason.CONFLICT, "engine-state", "not-in-this-state");
        world.engine(new Command.LoseAction(p, "work", world.key(p, "work"), "killed"));
        assertThat(world.promotion(p).machine()).isEqualTo("work:UNKNOWN");
        assertRefused(
                world.finish(p, "work", true, "pass"),
                Reason.CONFLICT,
                "engine-state",
                "not-in-this-state");
        assertRefused(world.run(p), Reason.CONFLICT, "engine-state", "not-in-this-state");
        assertAdmitted(
                world.as("ola", new Command.ResolveAction(p, "work", false, "no order was sent")));
        assertAdmitted(world.as("ola", new Command.RetryStep(p, new StepId("work"), "again")));
        assertAdmitted(world.run(p));
        assertThat(world.promotion(p).step(new StepId("work")).action().orElseThrow().phase())
                .isEqualTo(Phase.INTENDED);
        assertThat(world.promotion(p).step(new StepId("work")).attempt()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAPersonWhoApprovesTwiceWithTwoCredentials() {
        PromotionId p = world.propose("paper-not-open", "p-0");
        assertThat(world.state().promotion(p)).isEmpty();
        p = world.propose("demo", "p-1");
        assertAdmitted(world.approve(p, "wszystek", Role.OWNER));
        assertRefused(
                world.approve(p, "wszystek", "wszystek-2", Role.RUNTIME),
                Reason.NOT_PERMITTED,
                "engine-separation",
                "approver-twice");
    }

    @Test
    void shouldRefuseAnApprovalOfOwnEvidenceAndOfTheOwnRequest() {
        PromotionId p = new PromotionId("p-1");
        world.as(
                "wszystek",
                new Command.OpenPromotion(
                        p, new io.gatehouse.core.id.GateId("demo"), World.RELEASE));
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "pass");
        world.assess(p, "work");
        world.attach(p, "wszystek");
        world.signOff(p, "cezary");
        world.assess(p, "by-hand");
        world.engine(new Command.Propose(p));

        Decision decision = world.approve(p, "wszystek", Role.OWNER);

        assertRefused(decision, Reason.NOT_PERMITTED, "engine-separation", "approver-is-requester");
        assertRefused(decision, Reason.NOT_PERMITTED, "engine-separation", "approver-is-preparer");
    }

    @Test
    void shouldTakeASignOffAgainOnlyWhenItsKeyWasRevoked() {
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "pass");
        world.assess(p, "work");
        world.attach(p, "rita");
        assertAdmitted(world.signOff(p, "cezary"));
        SignOff given = world.promotion(p).step(new StepId("by-hand")).signOffs().get(0);
        assertThat(given.key()).isEqualTo(new KeyId("cezary-1"));
        Command again =
                new Command.SignOffStep(
                        p, new StepId("by-hand"), given.role(), given.kind(), given.evidenceRoot());
        assertThat(world.as("cezary", "cezary-2", again)).isInstanceOf(Refused.class);

        assertAdmitted(
                world.as(
                        "olga",
                        new Command.RevokePerson(
                                new PersonId("cezary"),
                                Optional.of(new KeyId("cezary-1")),
                                "lost")));

        assertAdmitted(world.as("cezary", "cezary-2", again));
    }

    @Test
    void shouldRefuseAnApprovalOfAnOlderProposal() {
        PromotionId p = world.propose("demo", "p-1");
        Command.Approve older = world.approval(p, Role.OWNER);
        world.as("rita", new Command.ReopenStep(p, new StepId("by-hand"), "typo"));
        world.attach(p, "rita");
        world.signOff(p, "cezary");
        world.assess(p, "by-hand");
        world.engine(new Command.Propose(p));
        Decision decision = world.as("olga", older);
        assertRefused(decision, Reason.REFUSED, "engine-approval", "other-entry");
        assertRefused(decision, Reason.REFUSED, "engine-approval", "other-evidence");
    }

    @Test
    void shouldRefuseARevokedKeyButKeepWhatItSignedBefore() {
        PromotionId p = world.propose("demo", "p-1");
        world.as(
                "olga",
                new Command.RevokePerson(
                        new PersonId("remek"), Optional.of(new KeyId("remek-1")), "lost"));
        assertRefused(
                world.approve(p, "remek", Role.RUNTIME),
                Reason.NOT_PERMITTED,
                "engine-signature",
                "revoked-key");
        assertAdmitted(world.approve(p, "remek", "remek-2", Role.RUNTIME));
    }

    @Test
    void shouldNeverMoveARevocationToALaterTime() {
        // given a key that was lost an hour before it was told
        Instant lost = Instant.parse("2026-03-02T07:00:00Z");
        world.as(
                "olga",
                new Command.RevokePerson(
                        new PersonId("remek"),
                        Optional.of(new KeyId("remek-1")),
                        "lost",
                        Optional.of(lost)));

        // when it is revoked again, from now on
        Decision again =
                world.as(
                        "olga",
                        new Command.RevokePerson(
                                new PersonId("remek"), Optional.of(new KeyId("remek-1")), "lost"));

        // then what it signed in between does not become good
        assertThat(again.events())
                .filteredOn(GovernanceEvent.PersonRevoked.class::isInstance)
                .extracting(e -> ((GovernanceEvent.PersonRevoked) e).from())
                .containsExactly(lost);
    }

    @Test
    void shouldRefuseARevocationInTheFuture() {
        assertRefused(
                world.as(
                        "olga",
                        new Command.RevokePerson(
                                new PersonId("remek"),
                                Optional.empty(),
                                "leaves",
                                Optional.of(Instant.parse("2030-01-01T00:00:00Z")))),
                Reason.REFUSED,
                "engine-governance",
                "revoked-in-future");
    }

    @Test
    void shouldRefuseToSealOnAnApprovalWhoseKeyWasRevokedSince() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        world.as(
                "cezary", new Command.RevokePerson(new PersonId("olga"), Optional.empty(), "left"));
        assertRefused(
                world.as("ola", new Command.Seal(p)),
                Reason.PENDING,
                "engine-approval",
                "approval-missing");
    }

    @Test
    void shouldRefuseToSealWhenAFileWasChangedBetweenCheckAndSeal() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        world.write("config/core.yaml", "risk: 100");
        assertRefused(
                world.as("ola", new Command.Seal(p)), Reason.REFUSED, "engine-evidence", "changed");
        world.delete("config/core.yaml");
        assertRefused(
                world.as("ola", new Command.Seal(p)), Reason.REFUSED, "engine-evidence", "changed");
        world.write("config/core.yaml", "risk: 1");
        assertAdmitted(world.as("ola", new Command.Seal(p)));
    }

    @Test
    void shouldVoidApprovalsWhenAStepIsReopened() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        assertAdmitted(world.as("rita", new Command.ReopenStep(p, new StepId("by-hand"), "typo")));
        assertThat(world.promotion(p).approvals()).isEmpty();
        assertThat(world.promotion(p).proposal()).isEmpty();
        assertThat(world.promotion(p).evidence().values())
                .allSatisfy(item -> assertThat(item.step()).isEqualTo(new StepId("work")));
    }

    @Test
    void shouldRefuseAReplayedAForeignAndAnAlteredStatement() {
        PromotionId p = world.propose("demo", "p-1");
        Command.Approve approve = world.approval(p, Role.OWNER);
        io.gatehouse.core.command.Actor signed = world.signed("olga", "olga-1", approve);
        assertAdmitted(world.submit(approve, signed));
        assertRefused(
                world.submit(approve, signed),
                Reason.NOT_PERMITTED,
                "engine-signature",
                "replayed");
        Command.Reject other = new Command.Reject(p, "no");
        assertRefused(
                world.submit(other, world.signed("cezary", "cezary-1", approve)),
                Reason.NOT_PERMITTED,
                "engine-signature",
                "other-command");
        io.gatehouse.core.command.Actor late = world.signed("cezary", "cezary-1", other);
        world.pass(Duration.ofMinutes(11));
        assertRefused(world.submit(other, late), Reason.NOT_PERMITTED, "engine-signature", "stale");
    }

    @Test
    void shouldSpendARefusedStatement() {
        PromotionId p = world.open("demo", "p-1");
        Command.Seal seal = new Command.Seal(p);
        io.gatehouse.core.command.Actor signed = world.signed("ola", "ola-1", seal);
        assertRefused(
                world.submit(seal, signed), Reason.CONFLICT, "engine-state", "not-in-this-state");
        assertRefused(
                world.submit(seal, signed), Reason.NOT_PERMITTED, "engine-signature", "replayed");
    }

    @Test
    void shouldRefuseEngineCommandsOfPersonsAndPersonCommandsOfTheEngine() {
        PromotionId p = world.open("demo", "p-1");
        assertRefused(
                world.as("ola", new Command.GrantPromotion(p)),
                Reason.NOT_PERMITTED,
                "engine-role",
                "role-missing");
        assertRefused(
                world.engine(new Command.Seal(p)),
                Reason.NOT_PERMITTED,
                "engine-signature",
                "unsigned");
    }

    @Test
    void shouldOnlyHaltAndDemoteWhileTheClockStandsBehind() {
        world.grant("demo", "p-1");
        world.pass(Duration.ofSeconds(-6));
        PromotionId p = new PromotionId("p-2");
        assertRefused(
                world.as(
                        "ola",
                        new Command.OpenPromotion(
                                p, new io.gatehouse.core.id.GateId("paper"), World.RELEASE)),
                Reason.UNDECIDED,
                "engine-clock",
                "behind");
        assertAdmitted(world.engine(new Command.Demote(Environment.NONE, "clock")));
        assertAdmitted(world.engine(new Command.Halt("clock")));
    }

    /** Keys count by the time of the events, which no clock that was set back moves. */
    @Test
    void shouldLetAPersonTakeRiskAwayWhileTheClockStandsBeforeEveryKey() {
        world.grant("demo", "p-1");
        Instant last = world.clock();
        world.pass(Duration.ofDays(-3652));
        Command demote = new Command.Demote(Environment.NONE, "clock");
        assertAdmitted(
                world.submit(demote, world.signedAt("olga", "olga-1", last.plusMillis(1), demote)));
        Command halt = new Command.Halt("clock");
        assertRefused(
                world.submit(halt, world.signedAt("olga", "olga-1", world.clock(), halt)),
                Reason.NOT_PERMITTED,
                "engine-signature",
                "stale");
        assertAdmitted(
                world.submit(halt, world.signedAt("olga", "olga-1", last.plusMillis(2), halt)));
    }

    /** A clock that was set back to before the end of a key makes it no longer live. */
    @Test
    void shouldNotReviveAKeyThatHasEndedByAClockThatWasSetBack() {
        world.grant("demo", "p-1");
        world.pass(Duration.ofDays(3652));
        world.engine(new Command.Halt("time passes"));
        Instant last = world.clock();
        world.pass(Duration.ofDays(-3652));
        Command halt = new Command.Halt("clock");
        assertRefused(
                world.submit(halt, world.signedAt("olga", "olga-1", last.plusMillis(1), halt)),
                Reason.NOT_PERMITTED,
                "engine-signature",
                "expired-key");
    }

    @Test
    void shouldTakeEverythingBackOnHaltAndResumeOnlyDownwardsByTwoPersons() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        PromotionId live = world.propose("live", "p-3");
        assertRefused(
                world.as("ada", new Command.Halt("curious")),
                Reason.NOT_PERMITTED,
                "engine-role",
                "role-missing");
        assertAdmitted(world.as("rita", new Command.Halt("losses")));
        assertThat(world.promotion(live).machine()).isEqualTo("HALTED");
        assertThat(world.state().environment().permit().orElseThrow().revoked()).isPresent();
        assertThat(world.log("paper").get(1).requireText("status")).isEqualTo("halted");

        assertRefused(
                world.as("olga", new Command.Resume(Environment.PAPER, Role.OWNER)),
                Reason.CONFLICT,
                "engine-state",
                "not-in-this-state",
                () -> world.as("cezary", new Command.Resume(Environment.PAPER, Role.COMPLIANCE)));
        assertAdmitted(world.as("olga", new Command.Resume(Environment.DEMO, Role.OWNER)));
        assertThat(world.state().environment().isHalted()).isTrue();
        assertAdmitted(world.as("cezary", new Command.Resume(Environment.DEMO, Role.COMPLIANCE)));
        assertThat(world.state().environment().current()).isEqualTo(Environment.DEMO);
        assertAdmitted(world.engine(new Command.RenewPermit()));
        assertThat(world.state().environment().permit().orElseThrow().revoked()).isEmpty();
    }

    /** The first signature is only noted; the second one meets the machine. */
    private static void assertRefused(
            Decision first,
            Reason reason,
            String rule,
            String code,
            java.util.function.Supplier<Decision> second) {
        assertAdmitted(first);
        assertRefused(second.get(), reason, rule, code);
    }

    @Test
    void shouldRefuseToResumeOnePersonAsBoth() {
        world.grant("demo", "p-1");
        world.engine(new Command.Halt("test"));
        assertAdmitted(world.as("wszystek", new Command.Resume(Environment.NONE, Role.OWNER)));
        assertRefused(
                world.as("wszystek", new Command.Resume(Environment.NONE, Role.COMPLIANCE)),
                Reason.NOT_PERMITTED,
                "engine-separation",
                "one-person-twice");
    }

    @Test
    void shouldWriteARevokingLineForEachEnvironmentThatADemotionLeaves() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        world.grant("live", "p-3");
        assertAdmitted(world.as("olga", new Command.Demote(Environment.DEMO, "audit")));
        assertThat(world.log("live_execution").get(1).requireText("status"))
                .isEqualTo("live_revoked");
        assertThat(world.log("paper").get(1).requireText("status")).isEqualTo("paper_revoked");
        assertThat(world.state().environment().current()).isEqualTo(Environment.DEMO);
        assertThat(world.state().environment().grants().keySet()).containsExactly(Environment.DEMO);
    }

    @Test
    void shouldWaiveOnlyWhatMayBeWaivedAndOnlyByTwoPersons() {
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "fail");
        StepId work = new StepId("work");
        java.time.Instant end = world.clock().plus(Duration.ofDays(1));
        RuleId rule = new RuleId("switch");
        assertRefused(
                world.as(
                        "olga",
                        new Command.Waive(
                                p, work, new RuleId("artefact-present"), "why", end, Role.OWNER)),
                Reason.REFUSED,
                "engine-governance",
                "not-waivable");
        assertAdmitted(world.as("olga", new Command.Waive(p, work, rule, "why", end, Role.OWNER)));
        world.assess(p, "work");
        assertThat(world.promotion(p).machine()).as("one signature").isEqualTo("work:READY");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "fail");
        assertAdmitted(
                world.as("cezary", new Command.Waive(p, work, rule, "why", end, Role.COMPLIANCE)));
        assertAdmitted(world.assess(p, "work"));
        assertThat(world.promotion(p).machine()).isEqualTo("by-hand:READY");
    }

    /** A promotion whose first step two persons waived, up to the proposed entry. */
    private PromotionId waived(java.time.Instant end) {
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "fail");
        waive(p, "olga", "olga-1", end, Role.OWNER);
        waive(p, "cezary", "cezary-1", end, Role.COMPLIANCE);
        return p;
    }

    private void waive(PromotionId p, String person, String key, java.time.Instant end, Role role) {
        assertAdmitted(
                world.as(
                        person,
                        key,
                        new Command.Waive(
                                p, new StepId("work"), new RuleId("switch"), "why", end, role)));
    }

    private void revoke(String person, Optional<String> key, Optional<Instant> from) {
        assertAdmitted(
                world.as(
                        "olga",
                        "olga-2",
                        new Command.RevokePerson(
                                new PersonId(person), key.map(KeyId::new), "stolen", from)));
    }

    @Test
    void shouldRecordTheKeyThatSignedAWaiver() {
        PromotionId p = waived(world.clock().plus(Duration.ofDays(1)));
        assertThat(world.promotion(p).waivers().get(0).signers().get(Role.OWNER).key())
                .isEqualTo(new KeyId("olga-1"));
        world.assess(p, "work");
        assertThat(world.promotion(p).machine()).isEqualTo("by-hand:READY");
    }

    @Test
    void shouldNotLetAWaiverOfARevokedKeyStand() {
        java.time.Instant end = world.clock().plus(Duration.ofDays(1));
        PromotionId p = waived(end);
        // whatever time the theft counts from: who stole a key may have signed before it was known
        revoke("cezary", Optional.of("cezary-1"), Optional.empty());
        assertThat(
                        world.promotion(p)
                                .waivers()
                                .get(0)
                                .isInForceAt(world.state().governance(), world.clock()))
                .isFalse();
        world.assess(p, "work");
        assertThat(world.promotion(p).machine()).isEqualTo("work:READY");

        // signed again with another key, it stands again
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "fail");
        waive(p, "cezary", "cezary-2", end, Role.COMPLIANCE);
        world.assess(p, "work");
        assertThat(world.promotion(p).machine()).isEqualTo("by-hand:READY");
    }

    @Test
    void shouldNotLetAWaiverOfARevokedPersonStand() {
        PromotionId p = waived(world.clock().plus(Duration.ofDays(1)));
        revoke("cezary", Optional.empty(), Optional.empty());
        world.assess(p, "work");
        assertThat(world.promotion(p).machine()).isEqualTo("work:READY");
    }

    @Test
    void shouldNotSealWhatAStolenKeyWaived() {
        PromotionId p = waived(world.clock().plus(Duration.ofDays(1)));
        world.assess(p, "work");
        world.attach(p, "rita");
        assertAdmitted(world.signOff(p, "cezary"));
        world.assess(p, "by-hand");
        assertAdmitted(world.engine(new Command.Propose(p)));
        world.approve(p, "olga", "olga-2", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        revoke("olga", Optional.of("olga-1"), Optional.empty());
        assertRefused(
                world.as("ola", new Command.Seal(p)),
                Reason.REFUSED,
                "engine-approval",
                "facts-differ");
        assertThat(world.log("demo")).isEmpty();
    }

    @Test
    void shouldNotLetAWaiverDecideWhatARuleCouldNot() {
        for (String report : List.of("error", "boom")) {
            PromotionId p = world.open("demo", "p-" + report);
            world.run(p);
            world.start(p, "work");
            world.finish(p, "work", true, report);
            java.time.Instant end = world.clock().plus(Duration.ofDays(1));
            StepId work = new StepId("work");
            RuleId rule = new RuleId("switch");
            world.as("olga", new Command.Waive(p, work, rule, "why", end, Role.OWNER));
            world.as("cezary", new Command.Waive(p, work, rule, "why", end, Role.COMPLIANCE));
            assertThat(
                            world.promotion(p)
                                    .waivers()
                                    .get(0)
                                    .isInForceAt(world.state().governance(), world.clock()))
                    .isTrue();
            boolean threw = report.equals("boom");
            assertRefused(
                    world.assess(p, "work"),
                    Reason.UNDECIDED,
                    threw ? "engine-rule" : "switch",
                    threw ? "rule-failed" : "error");
            world.as("ola", new Command.Withdraw(p, "another try"));
        }
    }

    private static final String RUNS =
            "ci 77 " + "b".repeat(40) + " ci 78 " + "b".repeat(40) + " ci 77 " + "b".repeat(40);

    @Test
    void shouldNameRunsAndDevicesInTheEntryThatPersonsApprove() {
        PromotionId p = world.propose("demo", "p-1", RUNS + " device d-1 device d-1");
        JsonObject entry = world.promotion(p).proposal().orElseThrow().entry();
        assertThat(entry.array("ci"))
                .containsExactly(
                        JsonValue.of(Map.of("job", "77", "commit", "b".repeat(40))),
                        JsonValue.of(Map.of("job", "78", "commit", "b".repeat(40))));
        assertThat(entry.object("details")).contains(JsonObject.of("devices", List.of("d-1")));
        assertThat(entry.has("waivers")).isFalse();

        world.grant("demo", p);
        JsonObject line = world.log("demo").get(0);
        assertThat(line.find("ci")).isEqualTo(entry.find("ci"));
        assertThat(line.find("details")).isEqualTo(entry.find("details"));
    }

    @Test
    void shouldNameNothingWhereTheRulesFoundNothing() {
        PromotionId p = world.propose("demo", "p-1");
        assertThat(world.promotion(p).proposal().orElseThrow().entry().names())
                .doesNotContain("ci", "details", "waivers");
    }

    @Test
    void shouldRefuseToSealOtherFactsThanWereApproved() {
        PromotionId p = world.propose("demo", "p-1", "ci now");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        // the same bytes, but the rule finds another run by now
        world.pass(Duration.ofMinutes(61));
        // approvals of the test end after an hour; that finding stands beside this one
        assertRefused(
                world.as("ola", new Command.Seal(p)),
                Reason.REFUSED,
                "engine-approval",
                "facts-differ");
        assertThat(world.log("demo")).isEmpty();
    }

    @Test
    void shouldNameTheWaiversInForceAndNotSealWhenOneHasEnded() {
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "pass");
        java.time.Instant end = world.clock().plus(Duration.ofMinutes(10));
        RuleId rule = new RuleId("switch");
        StepId work = new StepId("work");
        world.as("olga", new Command.Waive(p, work, rule, "an outage", end, Role.OWNER));
        world.as("cezary", new Command.Waive(p, work, rule, "an outage", end, Role.COMPLIANCE));
        world.assess(p, "work");
        world.attach(p, "rita");
        world.signOff(p, "cezary");
        world.assess(p, "by-hand");
        assertAdmitted(world.engine(new Command.Propose(p)));
        assertThat(world.promotion(p).proposal().orElseThrow().entry().array("waivers"))
                .containsExactly(
                        JsonValue.of(
                                Map.of(
                                        "step", "work",
                                        "rule", "switch",
                                        "reason", "an outage",
                                        "expires", end.toString(),
                                        "signers",
                                                Map.of("owner", "olga", "compliance", "cezary"))));
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        world.pass(Duration.ofMinutes(11));
        assertRefused(
                world.as("ola", new Command.Seal(p)),
                Reason.REFUSED,
                "engine-approval",
                "facts-differ");
    }

    @Test
    void shouldTakeFactsOnlyOfRulesThatPass() {
        JsonObject facts = JsonObject.of("ci", List.of(Map.of("job", "1", "commit", "c")));
        RuleId rule = new RuleId("switch");
        io.gatehouse.core.rule.Finding finding =
                io.gatehouse.core.rule.Finding.of("switch", "fail", "s", "e", "o", "r");
        assertThatThrownBy(
                        () ->
                                new RuleResult(
                                        rule, 1, Verdict.FAIL, List.of(finding), List.of(), facts))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new RuleResult(
                                        rule,
                                        1,
                                        Verdict.PASS,
                                        List.of(),
                                        List.of(),
                                        JsonObject.of("\u017c", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new RuleResult(rule, 1, Verdict.PASS, List.of(), List.of()).facts())
                .isEqualTo(JsonObject.EMPTY);
    }

    @Test
    void shouldEndWithARevokingLineWhenActivationFails() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        PromotionId p = world.propose("live", "p-3");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "celina", Role.COMPLIANCE);
        assertAdmitted(world.as("ola", new Command.Seal(p)));
        assertAdmitted(world.engine(new Command.Activate(p)));
        world.start(p, "activate-1");
        world.finish(p, "activate-1", false, "");
        assertRefused(
                world.engine(new Command.GrantPromotion(p)),
                Reason.CONFLICT,
                "engine-state",
                "not-in-this-state");
        assertAdmitted(world.engine(new Command.AbortPromotion(p, "router refused")));
        assertThat(world.promotion(p).machine()).isEqualTo("HALTED");
        assertThat(world.log("live_execution").get(1).requireText("status")).isEqualTo("halted");
        assertThat(world.state().environment().current()).isEqualTo(Environment.PAPER);
    }

    @Test
    void shouldExpireOnlyWhatHasRestedLongEnough() {
        PromotionId p = world.open("demo", "p-1");
        assertRefused(
                world.engine(new Command.ExpirePromotion(p)),
                Reason.CONFLICT,
                "engine-state",
                "not-in-this-state");
        world.pass(Duration.ofDays(14));
        assertAdmitted(world.engine(new Command.ExpirePromotion(p)));
        assertThat(world.promotion(p).machine()).isEqualTo("EXPIRED");
    }

    @Test
    void shouldNotAdoptWithOnePersonOrTwoDocuments() {
        World young = new World(new PlainBox());
        young.engine(new Command.Found(World.INSTALLATION, "d", "k"));
        io.gatehouse.core.json.JsonObject one =
                World.document(io.gatehouse.core.testkit.Gates.all());
        io.gatehouse.core.json.JsonObject two =
                World.document(List.of(io.gatehouse.core.testkit.Gates.demo()));
        assertAdmitted(young.as("wszystek", new Command.SignAdoption(Role.OWNER, one)));
        assertRefused(
                young.as("wszystek", new Command.SignAdoption(Role.COMPLIANCE, one)),
                Reason.NOT_PERMITTED,
                "engine-separation",
                "one-person-twice");
        assertAdmitted(young.as("cezary", new Command.SignAdoption(Role.COMPLIANCE, two)));
        assertThat(young.state().governance().adoption()).isEqualTo(Digest.ZERO);
        assertAdmitted(young.as("olga", new Command.SignAdoption(Role.OWNER, two)));
        assertThat(young.state().governance().adoption()).isEqualTo(Digest.of(two));
    }

    @Test
    void shouldTakeAnAlternativeToTheActionOnlyWhereTheDefinitionHasOne() {
        StepId work = new StepId("work");
        PromotionId without = world.open("demo", "p-1");
        assertRefused(
                world.as("ola", new Command.SubmitStep(without, work)),
                Reason.CONFLICT,
                "engine-state",
                "not-in-this-state");

        PromotionId with = world.open("stage6", "p-2");
        assertRefused(
                world.as("ola", new Command.SubmitStep(with, work)),
                Reason.REFUSED,
                "engine-evidence",
                "nothing");
        assertAdmitted(
                world.as(
                        "ola",
                        new Command.AttachEvidence(
                                with,
                                work,
                                List.of(
                                        world.item(
                                                "work",
                                                "report",
                                                "ci/run.json",
                                                "ci",
                                                "person:ola")))));
        assertAdmitted(world.as("ola", new Command.SubmitStep(with, work)));
        assertAdmitted(world.assess(with, "work"));
        assertThat(world.promotion(with).machine()).isEqualTo("by-hand:READY");
        assertThat(world.promotion(with).isPreparer(new PersonId("ola"))).isTrue();
    }
}
