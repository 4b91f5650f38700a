package io.gatehouse.core.decide;

import static io.gatehouse.core.decide.Rulings.admitted;
import static io.gatehouse.core.decide.Rulings.events;
import static io.gatehouse.core.decide.Rulings.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.LedgerEvent.Recovered;
import io.gatehouse.core.event.LedgerEvent.TailCut;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.evidence.RestoredFile;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.state.SignOffKind;
import io.gatehouse.core.testkit.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a promotion or an environment ends, who may end it, and what is told in the log. */
class EndingsTest {

    private final World world = World.founded(new PlainBox());

    @Test
    void shouldLetComplianceAloneRejectWithAReason() {
        PromotionId p = world.propose("demo", "p-1");
        refused(
                world.as("olga", new Command.Reject(p, "no")),
                Reason.NOT_PERMITTED,
                "role-missing");
        refused(world.as("cezary", new Command.Reject(p, " ")), Reason.REFUSED, "no-reason");
        Decision rejected = world.as("cezary", new Command.Reject(p, "too early"));
        admitted(rejected);
        assertThat(world.promotion(p).machine()).isEqualTo("REFUSED");
        assertThat(world.promotion(p).reason()).isEqualTo("too early");
        // nothing was sealed, so nothing is taken back
        assertThat(world.log("demo")).isEmpty();
    }

    @Test
    void shouldLetTheOpenerOrAnOperatorWithdrawWithAReason() {
        PromotionId own = world.open("demo", "p-1");
        refused(
                world.as("rita", new Command.Withdraw(own, "why")),
                Reason.NOT_PERMITTED,
                "role-missing");
        refused(world.as("ola", new Command.Withdraw(own, "")), Reason.REFUSED, "no-reason");
        admitted(world.as("wszystek", new Command.Withdraw(own, "another operator")));
        assertThat(world.promotion(own).machine()).isEqualTo("WITHDRAWN");
        // whoever opened it may, in whatever role
        JsonObject riskFirst =
                Rulings.accepting(
                        io.gatehouse.core.testkit.Gates.demo(), JsonObject.of("rule", "switch"));
        List<io.gatehouse.core.json.JsonValue> steps =
                new java.util.ArrayList<>(riskFirst.array("steps"));
        steps.set(0, ((JsonObject) steps.get(0)).with("responsible", "risk"));
        Rulings.adopt(world, riskFirst.with("steps", steps));
        PromotionId ritas = new PromotionId("p-2");
        admitted(
                world.as(
                        "rita",
                        new Command.OpenPromotion(ritas, new GateId("demo"), World.RELEASE)));
        admitted(world.as("rita", new Command.Withdraw(ritas, "mine")));
    }

    @Test
    void shouldRejectAfterTheSealWithARevokingLine() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        admitted(world.as("ola", new Command.Seal(p)));
        Decision rejected = world.as("cezary", new Command.Reject(p, "a doubt"));
        LineAppended line = events(rejected, LineAppended.class).get(0);
        assertThat(line.index()).isEqualTo(2);
        assertThat(line.line().requireText("status")).isEqualTo("demo_revoked");
        assertThat(line.line().object("journal").orElseThrow().integer("seq"))
                .contains(world.position().seq() - rejected.events().size() + 1);
    }

    @Test
    void shouldExpireAtTheVeryEndOfItsRest() {
        PromotionId p = world.open("demo", "p-1");
        Duration untilEnd =
                Duration.between(
                        world.clock(), world.promotion(p).touched().plus(Duration.ofDays(14)));
        world.pass(untilEnd.minusNanos(1));
        refused(world.engine(new Command.ExpirePromotion(p)), Reason.CONFLICT, "not-in-this-state");
        world.pass(Duration.ofNanos(1));
        admitted(world.engine(new Command.ExpirePromotion(p)));
    }

    @Test
    void shouldGoBackBehindTheProposalWhenItIsVoided() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        admitted(world.engine(new Command.VoidProposal(p, "the evidence changed")));
        assertThat(world.promotion(p).machine()).isEqualTo("COMPLETE");
        assertThat(world.promotion(p).proposal()).isEmpty();
        assertThat(world.promotion(p).approvals()).isEmpty();
        refused(
                world.engine(new Command.VoidProposal(p, "again")),
                Reason.CONFLICT,
                "not-in-this-state");
        refused(world.approve(p, "olga", Role.OWNER), Reason.CONFLICT, "not-in-this-state");
    }

    @Test
    void shouldRefuseWhateverIsAboutAnUnknownPromotion() {
        PromotionId p = new PromotionId("p-none");
        StepId step = new StepId("work");
        for (Command command :
                List.<Command>of(
                        new Command.RunStep(p, step),
                        new Command.RetryStep(p, step, "why"),
                        new Command.ReopenStep(p, step, "why"),
                        new Command.AttachEvidence(p, step, List.of()),
                        new Command.SubmitStep(p, step),
                        new Command.SignOffStep(
                                p, step, Role.RISK, SignOffKind.APPROVED, Digest.ZERO),
                        new Command.ResolveAction(p, "work", true, "looked"),
                        new Command.Waive(
                                p,
                                step,
                                new RuleId("switch"),
                                "why",
                                world.clock().plusSeconds(60),
                                Role.OWNER),
                        new Command.Approve(
                                p,
                                Role.OWNER,
                                Digest.ZERO,
                                Digest.ZERO,
                                Digest.ZERO,
                                world.clock().plusSeconds(60)),
                        new Command.Reject(p, "no"),
                        new Command.Withdraw(p, "no"),
                        new Command.Seal(p))) {
            refused(world.as("wszystek", command), Reason.CONFLICT, "not-in-this-state");
        }
        for (Command command :
                List.<Command>of(
                        new Command.StartAction(p, "work", "k"),
                        new Command.FinishAction(
                                p, "work", "k", true, JsonObject.EMPTY, List.of(), List.of()),
                        new Command.LoseAction(p, "work", "k", "why"),
                        new Command.AssessStep(p, step),
                        new Command.Propose(p),
                        new Command.VoidProposal(p, "why"),
                        new Command.Activate(p),
                        new Command.GrantPromotion(p),
                        new Command.AbortPromotion(p, "why"),
                        new Command.ExpirePromotion(p))) {
            refused(world.engine(command), Reason.CONFLICT, "not-in-this-state");
        }
        assertThat(world.state().ledger().refused()).isEqualTo(22);
    }

    @Test
    void shouldRefuseAStepThatTheGateDoesNotHave() {
        PromotionId p = world.open("demo", "p-1");
        StepId none = new StepId("none");
        for (Command command :
                List.<Command>of(
                        new Command.RunStep(p, none),
                        new Command.RetryStep(p, none, "why"),
                        new Command.AttachEvidence(p, none, List.of()),
                        new Command.SubmitStep(p, none))) {
            refused(world.as("wszystek", command), Reason.CONFLICT, "not-in-this-state");
        }
        refused(
                world.engine(new Command.AssessStep(p, none)),
                Reason.CONFLICT,
                "not-in-this-state");
        refused(
                world.as(
                        "ola",
                        new Command.OpenPromotion(
                                new PromotionId("p-2"), new GateId("none"), World.RELEASE)),
                Reason.CONFLICT,
                "not-in-this-state");
    }

    @Test
    void shouldTakeBackEveryEnvironmentAboveWithItsOwnLine() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        world.grant("live", "p-3");
        PromotionId open = world.propose("stage6", "p-4");
        world.approve(open, "olga", Role.OWNER);
        world.approve(open, "celina", Role.COMPLIANCE);
        admitted(world.as("ola", new Command.Seal(open)));

        Decision demoted = world.as("ola", new Command.Demote(Environment.DEMO, "losses"));

        List<LineAppended> lines = events(demoted, LineAppended.class);
        assertThat(lines)
                .extracting(l -> l.log() + " " + l.line().requireText("status"))
                .containsExactly(
                        "live_execution live_revoked", "paper paper_revoked", "stage6 halted");
        // each line carries the number of its own event
        long first = world.position().seq() - demoted.events().size() + 1;
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).line().object("journal").orElseThrow().integer("seq"))
                    .contains(first + i);
        }
        assertThat(world.log("live_execution").get(1).object("runtime_flags"))
                .isEqualTo(world.log("demo").get(0).object("runtime_flags"));
        assertThat(lines)
                .allSatisfy(
                        line ->
                                assertThat(line.line().object("log").orElseThrow().integer("index"))
                                        .contains(line.index()));
        assertThat(lines.get(0).line().requireText("reason")).isEqualTo("losses");
        assertThat(events(demoted, PermitRevoked.class)).hasSize(1);
        assertThat(events(demoted, PromotionEnded.class))
                .extracting(PromotionEnded::promotion)
                .containsExactly(open);
        assertThat(world.state().environment().current()).isEqualTo(Environment.DEMO);
        assertThat(world.state().environment().grants()).containsOnlyKeys(Environment.DEMO);
        assertThat(((Decision.Admitted) demoted).machines()).hasSize(2);
    }

    @Test
    void shouldNotTakeBackTwiceWhatAHaltHasTakenBack() {
        world.grant("demo", "p-1");
        admitted(world.as("ola", new Command.Halt(" ")));
        assertThat(world.log("demo").get(1).requireText("reason")).isEqualTo("none given");
        Decision again = world.as("ola", new Command.Halt("two"));
        assertThat(events(again, LineAppended.class)).isEmpty();
        assertThat(events(again, PermitRevoked.class)).isEmpty();
        assertThat(world.log("demo")).hasSize(2);
    }

    @Test
    void shouldHaltEvenWhereNoLineCanBeSigned() {
        world.grant("demo", "p-1");
        Command halt = new Command.Halt("losses");
        Decision decision = Rulings.withoutKeys(world, world.signed("ola", "ola-1", halt), halt);
        admitted(decision);
        assertThat(events(decision, LineAppended.class)).isEmpty();
        assertThat(events(decision, EnvironmentHalted.class).get(0).reason())
                .isEqualTo("losses (a revoking line could not be signed)");
        assertThat(events(decision, PermitRevoked.class)).hasSize(1);
    }

    @Test
    void shouldTakeAPermitBackOnceAndByThoseWhoAct() {
        refused(
                world.as("ola", new Command.RevokePermit("none")),
                Reason.CONFLICT,
                "not-in-this-state");
        world.grant("demo", "p-1");
        refused(
                world.as("ada", new Command.RevokePermit("curious")),
                Reason.NOT_PERMITTED,
                "role-missing");
        refused(
                world.as("ada", new Command.Demote(Environment.NONE, "curious")),
                Reason.NOT_PERMITTED,
                "role-missing");
        admitted(world.as("ola", new Command.RevokePermit("doubt")));
        refused(
                world.as("ola", new Command.RevokePermit("doubt")),
                Reason.CONFLICT,
                "not-in-this-state");
        refused(
                world.as("ola", new Command.Demote(Environment.PAPER, "up")),
                Reason.CONFLICT,
                "not-in-this-state");
    }

    @Test
    void shouldRecordARecoveryOfOwnerOrComplianceAndACutOfTheEngine() {
        RestoredFile file = new RestoredFile("journal/1.jsonl", "copy", Digest.ZERO, "kept/1");
        Command recover = new Command.Recover(List.of(file), "a bad disk");
        refused(world.as("ola", recover), Reason.NOT_PERMITTED, "role-missing");
        for (String person : List.of("olga", "cezary")) {
            Decision recovered = world.as(person, recover);
            assertThat(events(recovered, Recovered.class).get(0).files()).containsExactly(file);
        }
        Decision cut = world.engine(new Command.RecordTailCut("1.jsonl", 7, 9, Digest.ZERO));
        assertThat(events(cut, TailCut.class).get(0))
                .isEqualTo(new TailCut("1.jsonl", 7, 9, Digest.ZERO, world.clock()));
        assertThat(world.state().ledger().tailCuts()).isEqualTo(1);
        assertThat(Optional.of(world.state().ledger().requests())).contains((long) requests());
    }

    private int requests() {
        return (int)
                world.history().stream()
                        .filter(
                                e ->
                                        e instanceof io.gatehouse.core.event.LedgerEvent
                                                && !(e instanceof TailCut)
                                                && !(e instanceof Recovered))
                        .count();
    }
}
