package io.gatehouse.core.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentDemoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentResumed;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.EnvironmentEvent.ResumeSigned;
import io.gatehouse.core.event.LedgerEvent;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.event.LedgerEvent.Recovered;
import io.gatehouse.core.event.LedgerEvent.TailCut;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.event.PromotionEvent.ActionStarted;
import io.gatehouse.core.event.PromotionEvent.Approved;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.LateOutcomeIgnored;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.event.PromotionEvent.PromotionGranted;
import io.gatehouse.core.event.PromotionEvent.StepReset;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.LedgerState;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.SignedStatement;
import io.gatehouse.core.testkit.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each event changes, and that none changes what it cannot have happened in. */
class AppliersTest {

    private static final PersonId OLGA = new PersonId("olga");
    private static final PersonId CEZARY = new PersonId("cezary");
    private static final StepId WORK = new StepId("work");

    private final World world = World.founded(new PlainBox());

    private EnvironmentState environment() {
        return world.state().environment();
    }

    private void impossible(EnvironmentEvent event) {
        EnvironmentState before = environment();
        assertThatThrownBy(() -> EnvironmentApplier.apply(before, event))
                .isInstanceOf(ApplyFault.class);
    }

    // ---- environment

    @Test
    void shouldCollectTheSignaturesOfOneTargetOnly() {
        world.grant("demo", "p-1");
        world.as("ola", new Command.Halt("losses"));
        EnvironmentState one =
                EnvironmentApplier.apply(
                        environment(),
                        new ResumeSigned(Environment.NONE, Role.OWNER, OLGA, world.clock()));
        EnvironmentState two =
                EnvironmentApplier.apply(
                        one,
                        new ResumeSigned(Environment.NONE, Role.COMPLIANCE, CEZARY, world.clock()));
        assertThat(two.resuming().orElseThrow().signers())
                .containsEntry(Role.OWNER, OLGA)
                .containsEntry(Role.COMPLIANCE, CEZARY);
        EnvironmentState other =
                EnvironmentApplier.apply(
                        one,
                        new ResumeSigned(Environment.DEMO, Role.COMPLIANCE, CEZARY, world.clock()));
        assertThat(other.resuming().orElseThrow().to()).isEqualTo(Environment.DEMO);
        assertThat(other.resuming().orElseThrow().signers()).containsOnlyKeys(Role.COMPLIANCE);
    }

    @Test
    void shouldTakeBackAndRenewOnlyThePermitInForce() {
        world.grant("demo", "p-1");
        PermitRecord permit = environment().permit().orElseThrow();
        PermitId other = new PermitId("permit-other");
        impossible(new PermitRevoked(other, "why", world.clock()));
        EnvironmentState revoked =
                EnvironmentApplier.apply(
                        environment(), new PermitRevoked(permit.id(), "why", world.clock()));
        assertThat(revoked.permit().orElseThrow().revoked()).contains(world.clock());

        JsonObject signature = JsonObject.of("value", "x");
        for (Instant at : List.of(permit.issued(), permit.issued().plusSeconds(60))) {
            PermitRenewed right = renewed(permit, permit.id(), at, signature);
            assertThat(
                            EnvironmentApplier.apply(environment(), right)
                                    .permit()
                                    .orElseThrow()
                                    .permit()
                                    .text("renewed"))
                    .contains(at.toString());
            assertThatThrownBy(() -> EnvironmentApplier.apply(revoked, right))
                    .isInstanceOf(ApplyFault.class);
        }
        impossible(renewed(permit, other, permit.issued(), signature));
        impossible(renewed(permit, permit.id(), permit.issued().minusNanos(1), signature));

        EnvironmentState later =
                EnvironmentApplier.apply(
                        environment(),
                        renewed(permit, permit.id(), permit.issued().plusSeconds(60), signature));
        PermitRenewed older =
                renewed(permit, permit.id(), permit.issued().plusSeconds(59), signature);
        assertThatThrownBy(() -> EnvironmentApplier.apply(later, older))
                .isInstanceOf(ApplyFault.class);
        assertThat(
                        EnvironmentApplier.apply(
                                        later,
                                        renewed(
                                                permit,
                                                permit.id(),
                                                permit.issued().plusSeconds(60),
                                                signature))
                                .permit())
                .isEqualTo(later.permit());
    }

    private static PermitRenewed renewed(
            PermitRecord permit, PermitId id, Instant at, JsonObject signature) {
        JsonObject document =
                permit.permit()
                        .without("signature")
                        .with("renewed", at.toString())
                        .with("signature", signature);
        return new PermitRenewed(id, at, signature, Digest.of(document));
    }

    @Test
    void shouldMoveOnlyAlongTheTable() {
        world.grant("demo", "p-1");
        impossible(new EnvironmentDemoted(Environment.PAPER, "why", world.clock()));
        impossible(new EnvironmentResumed(Environment.NONE, world.clock()));
        Finding finding = Finding.of("switch", "fail", "s", "e", "o", "r");
        EnvironmentReverified good =
                new EnvironmentReverified(
                        Environment.DEMO, List.of(), Digest.ZERO, Optional.empty(), world.clock());
        assertThat(EnvironmentApplier.apply(environment(), good).reverified().orElseThrow().at())
                .isEqualTo(world.clock());
        EnvironmentReverified bad =
                new EnvironmentReverified(
                        Environment.DEMO,
                        List.of(finding),
                        Digest.ZERO,
                        Optional.empty(),
                        world.clock());
        assertThat(EnvironmentApplier.apply(environment(), bad).reverified()).isEmpty();
        impossible(
                new EnvironmentReverified(
                        Environment.PAPER,
                        List.of(),
                        Digest.ZERO,
                        Optional.empty(),
                        world.clock()));
        world.as("ola", new Command.Halt("losses"));
        impossible(good);
        impossible(
                new EnvironmentReverified(
                        Environment.NONE, List.of(), Digest.ZERO, Optional.empty(), world.clock()));
    }

    // ---- ledger

    private static SignedStatement signed(Instant issued) {
        return new SignedStatement(
                OLGA, new KeyId("olga-1"), JsonObject.of("issued", issued.toString()), "s");
    }

    @Test
    void shouldCountRequestsAndNeverGoBackInTime() {
        Instant at = Instant.parse("2026-03-02T08:00:00Z");
        LedgerState one =
                LedgerApplier.apply(
                        LedgerState.NEW,
                        new CommandAdmitted("HALT", "person:olga", Optional.of(signed(at)), at));
        assertThat(one.admitted()).isEqualTo(1);
        assertThat(one.lastTime()).isEqualTo(at);
        assertThat(one.lastSigned()).containsEntry(OLGA, at);

        LedgerState two =
                LedgerApplier.apply(one, refused(at.minusSeconds(9), at.plusNanos(1), true));
        assertThat(two.admitted()).isEqualTo(1);
        assertThat(two.refused()).isEqualTo(1);
        assertThat(two.requests()).isEqualTo(2);
        assertThat(two.lastTime()).isEqualTo(at);
        assertThat(two.lastSigned()).containsEntry(OLGA, at.plusNanos(1));

        // whoever forges a statement must not silence a person
        LedgerState forged =
                LedgerApplier.apply(two, refused(at.plusSeconds(1), at.plusSeconds(300), false));
        assertThat(forged.refused()).isEqualTo(2);
        assertThat(forged.lastTime()).isEqualTo(at.plusSeconds(1));
        assertThat(forged.lastSigned()).isEqualTo(two.lastSigned());

        List<LedgerEvent> own =
                List.of(
                        new Recovered(List.of(), "why", at.plusSeconds(2)),
                        new TailCut("s", 1, 2, Digest.ZERO, at.plusSeconds(2)));
        for (LedgerEvent event : own) {
            LedgerState next = LedgerApplier.apply(two, event);
            assertThat(next.requests()).isEqualTo(2);
            assertThat(next.tailCuts()).isEqualTo(event instanceof TailCut ? 1 : 0);
            assertThat(next.lastTime()).isEqualTo(at.plusSeconds(2));
            assertThat(next.lastSigned()).isEqualTo(two.lastSigned());
        }
    }

    private static CommandRefused refused(Instant at, Instant issued, boolean authenticated) {
        return new CommandRefused(
                "HALT",
                "person:olga",
                "HALT",
                Digest.ZERO,
                Optional.of(signed(issued)),
                authenticated,
                List.of(),
                at);
    }

    // ---- promotions

    private void impossible(PromotionEvent event) {
        assertThatThrownBy(() -> world.state().copy().apply(event))
                .as(event.toString())
                .isInstanceOf(ApplyFault.class);
    }

    @Test
    void shouldNotApplyWhatCannotHaveHappened() {
        PromotionId p = world.open("demo", "p-1");
        Instant now = world.clock();
        impossible(new PromotionGranted(p, now));
        impossible(new ActionStarted(p, "work", 1, "k", now));
        impossible(new ActionStarted(p, "activate-1", 1, "k", now));
        impossible(new PromotionEnded(p, "EXPIRED", "HALT", "why", now));
        impossible(new PromotionEnded(p, "HALTED", "ABORT", "why", now));
        impossible(new StepReset(p, WORK, "REJECT:work", "why", now));
        world.run(p);
        world.start(p, "work");
        EvidenceItem one = world.item("work", "report", "a.json", "pass", "engine");
        world.engine(
                new Command.FinishAction(
                        p,
                        "work",
                        world.key(p, "work"),
                        true,
                        JsonObject.EMPTY,
                        List.of(),
                        List.of(one)));
        EvidenceItem same =
                new EvidenceItem(
                        one.id(),
                        WORK,
                        one.artefact(),
                        1,
                        "b.json",
                        one.size(),
                        one.digests(),
                        one.declared(),
                        one.recorded(),
                        false,
                        "engine");
        impossible(new EvidenceRecorded(p, WORK, List.of(same), "engine", now));
        assertThat(world.promotion(p).evidence()).hasSize(1);
    }

    @Test
    void shouldMoveTheTimeFromWhichAPromotionRests() {
        PromotionId p = world.propose("demo", "p-1");
        world.pass(java.time.Duration.ofHours(1));
        world.approve(p, "olga", Role.OWNER);
        assertThat(world.promotion(p).touched()).isEqualTo(world.clock());
        assertThat(world.history().get(world.history().size() - 1)).isInstanceOf(Approved.class);
        var late = new LateOutcomeIgnored(p, "work", "k", "FAILED", world.clock().plusSeconds(9));
        var before = world.promotion(p);
        world.state().apply(late);
        assertThat(world.promotion(p)).isEqualTo(before);
    }

    @Test
    void shouldDropWhatFollowsAReopenedStepAndKeepWhatPrecedesIt() {
        PromotionId p = world.propose("demo", "p-1");
        World hand = world.fork();
        hand.as("rita", new Command.ReopenStep(p, new StepId("by-hand"), "typo"));
        assertThat(hand.promotion(p).evidenceOf(WORK)).hasSize(2);
        assertThat(hand.promotion(p).step(WORK).action()).isPresent();
        assertThat(hand.promotion(p).step(new StepId("by-hand")).signOffs()).isEmpty();
        world.as("ola", new Command.ReopenStep(p, WORK, "typo"));
        assertThat(world.promotion(p).evidence()).isEmpty();
        assertThat(world.promotion(p).step(WORK).action()).isEmpty();
        assertThat(world.promotion(p).step(WORK).attempt()).isEqualTo(1);
        assertThat(world.promotion(p).step(new StepId("by-hand")).signOffs()).isEmpty();
        assertThat(world.promotion(p).preparers()).contains("ola", "rita");
    }
}
