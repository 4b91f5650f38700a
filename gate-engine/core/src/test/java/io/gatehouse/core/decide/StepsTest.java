package io.gatehouse.core.decide;

import static io.gatehouse.core.decide.Rulings.accepting;
import static io.gatehouse.core.decide.Rulings.admitted;
import static io.gatehouse.core.decide.Rulings.events;
import static io.gatehouse.core.decide.Rulings.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.PromotionEvent.ActionIntended;
import io.gatehouse.core.event.PromotionEvent.ActionResolved;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.LateOutcomeIgnored;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.ActionState.Phase;
import io.gatehouse.core.state.SignOffKind;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.TestRules;
import io.gatehouse.core.testkit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work, evidence, sign-offs and waivers of one step, and who may do what. */
class StepsTest {

    private static final StepId WORK = new StepId("work");
    private static final StepId HAND = new StepId("by-hand");
    private static final RuleId SWITCH = new RuleId("switch");

    private final World world = World.founded(new PlainBox());

    private PromotionId started() {
        PromotionId p = world.open("demo", "p-1");
        admitted(world.run(p));
        admitted(world.start(p, "work"));
        return p;
    }

    private PromotionId atHand() {
        PromotionId p = started();
        world.finish(p, "work", true, "pass");
        admitted(world.assess(p, "work"));
        return p;
    }

    private Decision finish(PromotionId p, String key, boolean succeeded, EvidenceItem... items) {
        return world.engine(
                new Command.FinishAction(
                        p,
                        "work",
                        key,
                        succeeded,
                        JsonObject.of("exit_code", 0),
                        List.of(),
                        List.of(items)));
    }

    private static EvidenceItem changed(
            EvidenceItem item, String id, StepId step, String artefact, boolean secret, String by) {
        return new EvidenceItem(
                new EvidenceId(id),
                step,
                new ArtefactId(artefact),
                item.attempt(),
                item.path(),
                item.size(),
                item.digests(),
                item.declared(),
                item.recorded(),
                secret,
                by);
    }

    // ---- actions

    @Test
    void shouldKeepAnOutcomeOfAnotherAttemptWithoutEffect() {
        PromotionId p = started();
        Decision other = finish(p, "another-key", true);
        refused(other, Reason.CONFLICT, "not-in-this-state");
        assertThat(events(other, LateOutcomeIgnored.class))
                .extracting(LateOutcomeIgnored::outcome)
                .containsExactly("SUCCEEDED");
        assertThat(world.promotion(p).machine()).isEqualTo("work:RUNNING");
        admitted(finish(p, world.key(p, "work"), false));
        Decision twice = finish(p, world.key(p, "work"), false);
        assertThat(events(twice, LateOutcomeIgnored.class))
                .extracting(LateOutcomeIgnored::outcome)
                .containsExactly("FAILED");
        assertThat(world.promotion(p).machine()).isEqualTo("work:FAILED");
        // before it was started there is no outcome either
        admitted(world.as("ola", new Command.RetryStep(p, WORK, "again")));
        admitted(world.run(p));
        assertThat(events(finish(p, world.key(p, "work"), true), LateOutcomeIgnored.class))
                .hasSize(1);
        assertThat(world.promotion(p).machine()).isEqualTo("work:RUNNING");
    }

    @Test
    void shouldRecordWhatAnActionLeftBehindAndNothingForNothing() {
        PromotionId p = started();
        Decision nothing = finish(p, world.key(p, "work"), true);
        admitted(nothing);
        assertThat(events(nothing, EvidenceRecorded.class)).isEmpty();
        assertThat(world.promotion(p).step(WORK).facts()).isEqualTo(JsonObject.of("exit_code", 0));
        assertThat(world.promotion(p).step(WORK).action().orElseThrow().phase())
                .isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void shouldRefuseEvidenceThatIsNotOfTheStep() {
        PromotionId p = started();
        EvidenceItem good = world.item("work", "report", "r.json", "pass", "engine");
        String key = world.key(p, "work");
        refused(
                finish(p, key, true, changed(good, "e-a", WORK, "checklist", false, "engine")),
                Reason.REFUSED,
                "unknown-artefact");
        refused(
                finish(p, key, true, changed(good, "e-b", HAND, "report", false, "engine")),
                Reason.REFUSED,
                "unknown-artefact");
        refused(
                finish(p, key, true, changed(good, "e-c", WORK, "report", true, "engine")),
                Reason.REFUSED,
                "mislabelled");
        refused(
                finish(p, key, true, changed(good, "e-d", WORK, "report", false, "person:ola")),
                Reason.REFUSED,
                "mislabelled");
        refused(finish(p, key, true, good, good), Reason.REFUSED, "id-in-use");
        Decision done = finish(p, key, true, good);
        admitted(done);
        assertThat(events(done, EvidenceRecorded.class).get(0).items()).containsExactly(good);
    }

    @Test
    void shouldKeepSecretEvidenceSecret() {
        JsonObject gate = Gates.demo();
        List<JsonValue> steps = new ArrayList<>(gate.array("steps"));
        JsonObject hand = (JsonObject) steps.get(1);
        JsonObject artefact = (JsonObject) hand.array("artefacts").get(0);
        steps.set(1, hand.with("artefacts", new JsonArray(List.of(artefact.with("secret", true)))));
        Rulings.adopt(world, gate.with("steps", steps));
        PromotionId p = atHand();
        EvidenceItem open = world.item("by-hand", "checklist", "k.md", "[x]", "person:rita");
        refused(
                world.as("rita", new Command.AttachEvidence(p, HAND, List.of(open))),
                Reason.REFUSED,
                "mislabelled");
        EvidenceItem secret = changed(open, "e-s", HAND, "checklist", true, "person:rita");
        admitted(world.as("rita", new Command.AttachEvidence(p, HAND, List.of(secret))));
    }

    @Test
    void shouldLetWhoeverIsResponsibleSayHowALostActionEnded() {
        PromotionId p = started();
        Command found = new Command.ResolveAction(p, "work", true, "seen in the log");
        refused(world.as("ola", found), Reason.CONFLICT, "not-in-this-state");
        admitted(world.engine(new Command.LoseAction(p, "work", world.key(p, "work"), "a crash")));
        refused(world.as("rita", found), Reason.NOT_PERMITTED, "role-missing");
        refused(
                world.as("ola", new Command.ResolveAction(p, "work", true, " ")),
                Reason.REFUSED,
                "no-note");
        Decision resolved = world.as("ola", found);
        admitted(resolved);
        ActionResolved event = events(resolved, ActionResolved.class).get(0);
        assertThat(event.key()).isEqualTo(world.key(p, "work"));
        assertThat(event.by()).isEqualTo("person:ola");
        assertThat(world.promotion(p).machine()).isEqualTo("work:COLLECTED");
        assertThat(world.promotion(p).isPreparer(new io.gatehouse.core.id.PersonId("ola")))
                .isTrue();
    }

    @Test
    void shouldLeaveAStepToWhoeverAnswersForIt() {
        JsonObject gate = Gates.demo();
        List<JsonValue> steps = new ArrayList<>(gate.array("steps"));
        steps.set(0, ((JsonObject) steps.get(0)).with("responsible", "risk"));
        Rulings.adopt(world, gate.with("steps", steps));
        PromotionId p = world.open("demo", "p-1");
        refused(world.run(p), Reason.NOT_PERMITTED, "role-missing");
        admitted(world.as("rita", new Command.RunStep(p, WORK)));
        world.start(p, "work");
        world.engine(new Command.LoseAction(p, "work", world.key(p, "work"), "a crash"));
        Command failed = new Command.ResolveAction(p, "work", false, "nothing was done");
        refused(world.as("ola", failed), Reason.NOT_PERMITTED, "role-missing");
        admitted(world.as("rita", failed));
        Command again = new Command.RetryStep(p, WORK, "again");
        refused(world.as("ola", again), Reason.NOT_PERMITTED, "role-missing");
        admitted(world.as("rita", again));
    }

    @Test
    void shouldReopenAStepOnlyForWhoeverAnswersForIt() {
        PromotionId p = world.propose("demo", "p-1");
        Command reopen = new Command.ReopenStep(p, HAND, "typo");
        refused(world.as("ola", reopen), Reason.NOT_PERMITTED, "role-missing");
        assertThat(world.promotion(p).proposal()).isPresent();
        admitted(world.as("rita", reopen));
    }

    @Test
    void shouldNotProposeWhatTheRulesNoLongerAccept() {
        PromotionId p = world.propose("demo", "p-1");
        admitted(world.engine(new Command.VoidProposal(p, "look again")));
        world.write("reports/r.json", "fail");
        Command propose = new Command.Propose(p);
        Decision refused = world.engine(propose);
        refused(refused, Reason.REFUSED, "fail");
        assertThat(events(refused, Assessed.class).get(0).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(((Decision.Refused) refused).findings().get(0).clause()).isEqualTo("RB-1.1");
        world.write("reports/r.json", "error");
        refused(world.engine(propose), Reason.UNDECIDED, "error");
        assertThat(world.promotion(p).machine()).isEqualTo("COMPLETE");
        world.write("reports/r.json", "pass");
        admitted(world.engine(propose));
    }

    @Test
    void shouldWaitForFilesOfAStepThatPersonsCarryOut() {
        PromotionId p = atHand();
        Decider decider = Rulings.decider(new TestRules(), Rulings.NO_KEYS);
        GateDefinition gate =
                world.state().definition(world.promotion(p).definition()).orElseThrow();
        Snapshot nothing = Snapshot.bare(world.clock(), world.position());
        for (StepDefinition step : gate.steps()) {
            List<Finding> findings =
                    decider.evaluator()
                            .evaluate(gate, step, world.promotion(p), world.state(), nothing)
                            .findings();
            assertThat(findings.get(0).code()).isEqualTo("missing");
            // what an action should have left is missing for good, what a person attaches is not
            assertThat(findings.get(0).pending()).isEqualTo(step.id().equals(HAND));
        }
    }

    @Test
    void shouldLoseOnlyTheActionThatRuns() {
        PromotionId p = started();
        refused(
                world.engine(new Command.LoseAction(p, "work", "another-key", "a crash")),
                Reason.CONFLICT,
                "not-in-this-state");
        refused(
                world.engine(new Command.StartAction(p, "work", "another-key")),
                Reason.CONFLICT,
                "not-in-this-state");
        assertThat(world.promotion(p).machine()).isEqualTo("work:RUNNING");
    }

    @Test
    void shouldGiveEachAttemptAnotherKey() {
        PromotionId p = world.open("demo", "p-1");
        ActionIntended first = events(world.run(p), ActionIntended.class).get(0);
        world.start(p, "work");
        finish(p, world.key(p, "work"), false);
        admitted(world.as("ola", new Command.RetryStep(p, WORK, "again")));
        ActionIntended second = events(world.run(p), ActionIntended.class).get(0);
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.key()).isNotEqualTo(first.key()).hasSize(48);
    }

    // ---- evidence and sign-offs by persons

    @Test
    void shouldTakeEvidenceOfWhoeverIsResponsible() {
        PromotionId p = atHand();
        EvidenceItem item = world.item("by-hand", "checklist", "l.md", "[x]", "person:ola");
        refused(
                world.as("ola", new Command.AttachEvidence(p, HAND, List.of(item))),
                Reason.NOT_PERMITTED,
                "role-missing");
        refused(
                world.as("rita", new Command.AttachEvidence(p, HAND, List.of())),
                Reason.REFUSED,
                "nothing");
        admitted(world.attach(p, "rita"));
        // a file of the same path takes the place of the earlier one
        admitted(world.attach(p, "rita"));
        assertThat(world.promotion(p).evidenceOf(HAND)).hasSize(1);
    }

    @Test
    void shouldSignOffWhatLiesThereOnceInARoleThatOneHas() {
        PromotionId p = atHand();
        world.attach(p, "rita");
        Digest root = world.promotion(p).evidenceRootOf(HAND);
        refused(
                world.as(
                        "cezary",
                        new Command.SignOffStep(p, HAND, Role.OWNER, SignOffKind.APPROVED, root)),
                Reason.NOT_PERMITTED,
                "role-missing");
        refused(
                world.as(
                        "cezary",
                        new Command.SignOffStep(
                                p, HAND, Role.COMPLIANCE, SignOffKind.APPROVED, Digest.ZERO)),
                Reason.REFUSED,
                "other-evidence");
        admitted(world.signOff(p, "cezary"));
        refused(world.signOff(p, "cezary"), Reason.CONFLICT, "not-in-this-state");
        // another person, another role and another kind are other sign-offs
        admitted(world.signOff(p, "celina"));
        admitted(
                world.as(
                        "cezary",
                        new Command.SignOffStep(
                                p, HAND, Role.COMPLIANCE, SignOffKind.REVIEWED, root)));
        admitted(
                world.as(
                        "wszystek",
                        new Command.SignOffStep(p, HAND, Role.RISK, SignOffKind.APPROVED, root)));
        admitted(world.signOff(p, "wszystek"));
        world.attach(p, "rita");
        admitted(world.signOff(p, "cezary"));
    }

    @Test
    void shouldWaitForPersonsWhereTheyHaveNotAttachedAnything() {
        PromotionId p = atHand();
        World early = world.fork();
        refused(early.assess(p, "by-hand"), Reason.CONFLICT, "not-in-this-state");
        // a step with an action fails instead
        PromotionId other = new PromotionId("p-2");
        world.as("ola", new Command.Withdraw(p, "again"));
        world.open("demo", "p-2");
        world.run(other);
        world.start(other, "work");
        world.engine(
                new Command.FinishAction(
                        other,
                        "work",
                        world.key(other, "work"),
                        true,
                        JsonObject.EMPTY,
                        List.of(),
                        List.of()));
        admitted(world.assess(other, "work"));
        assertThat(world.promotion(other).machine()).isEqualTo("work:READY");
    }

    // ---- waivers

    private Command.Waive waiver(PromotionId p, Instant end, Role role) {
        return new Command.Waive(p, WORK, SWITCH, "an outage", end, role);
    }

    @Test
    void shouldWaiveForThirtyDaysAtMostAndWithAReason() {
        PromotionId p = world.open("demo", "p-1");
        Duration longest = Duration.ofDays(30);
        for (Duration wrong : List.of(Duration.ZERO, longest.plusNanos(1))) {
            Instant end = world.clock().plusMillis(1).plus(wrong);
            refused(
                    world.as("olga", waiver(p, end, Role.OWNER)),
                    Reason.REFUSED,
                    "waiver-without-end");
        }
        refused(
                world.as(
                        "olga",
                        new Command.Waive(
                                p, WORK, SWITCH, " ", world.clock().plusSeconds(60), Role.OWNER)),
                Reason.REFUSED,
                "waiver-without-end");
        Instant now = world.clock().plusMillis(1);
        admitted(world.as("olga", waiver(p, now.plus(longest), Role.OWNER)));
        now = world.clock().plusMillis(1);
        admitted(world.as("cezary", waiver(p, now.plusNanos(1), Role.COMPLIANCE)));
    }

    @Test
    void shouldWaiveByOwnerAndComplianceAsTwoPersonsOnly() {
        PromotionId p = world.open("demo", "p-1");
        Instant end = world.clock().plus(Duration.ofDays(1));
        refused(world.as("rita", waiver(p, end, Role.RISK)), Reason.NOT_PERMITTED, "role-missing");
        refused(
                world.as("cezary", waiver(p, end, Role.OWNER)),
                Reason.NOT_PERMITTED,
                "role-missing");
        admitted(world.as("wszystek", waiver(p, end, Role.OWNER)));
        refused(
                world.as("wszystek", waiver(p, end, Role.COMPLIANCE)),
                Reason.NOT_PERMITTED,
                "one-person-twice");
        // whoever signed in one role may sign in that role again
        admitted(world.as("wszystek", waiver(p, end.plusSeconds(1), Role.OWNER)));
        admitted(world.as("cezary", waiver(p, end, Role.COMPLIANCE)));
        assertThat(world.promotion(p).waivers()).hasSize(2);
    }

    @Test
    void shouldWaiveOnlyWhatDefinitionAndRuleBothAllow() {
        PromotionId p = world.open("demo", "p-1");
        Instant end = world.clock().plus(Duration.ofDays(1));
        for (Command.Waive wrong :
                List.of(
                        new Command.Waive(
                                p, WORK, new RuleId("artefact-present"), "w", end, Role.OWNER),
                        new Command.Waive(p, WORK, new RuleId("none"), "w", end, Role.OWNER),
                        new Command.Waive(p, HAND, SWITCH, "w", end, Role.OWNER),
                        new Command.Waive(p, new StepId("none"), SWITCH, "w", end, Role.OWNER))) {
            refused(world.as("olga", wrong), Reason.REFUSED, "not-waivable");
        }
        World marked = World.founded(new PlainBox());
        Rulings.adopt(
                marked,
                accepting(
                        Gates.demo(),
                        JsonObject.of("rule", "artefact-present").with("waivable", true),
                        JsonObject.of("rule", "switch")));
        PromotionId q = marked.open("demo", "p-1");
        Instant later = marked.clock().plus(Duration.ofDays(1));
        // the definition marks it, the rule does not allow it; and the other way round
        refused(
                marked.as(
                        "olga",
                        new Command.Waive(
                                q, WORK, new RuleId("artefact-present"), "w", later, Role.OWNER)),
                Reason.REFUSED,
                "not-waivable");
        refused(
                marked.as("olga", new Command.Waive(q, WORK, SWITCH, "w", later, Role.OWNER)),
                Reason.REFUSED,
                "not-waivable");
    }

    @Test
    void shouldLetAWaiverOfAnotherStepOrRuleStandForNothing() {
        JsonObject gate = Gates.demo();
        List<JsonValue> steps = new ArrayList<>(gate.array("steps"));
        JsonObject hand = (JsonObject) steps.get(1);
        List<JsonValue> accept = new ArrayList<>(hand.array("accept"));
        accept.add(JsonObject.of("rule", "switch").with("waivable", true));
        steps.set(1, hand.with("accept", accept));
        Rulings.adopt(world, gate.with("steps", steps));
        PromotionId p = started();
        Instant end = world.clock().plus(Duration.ofDays(1));
        admitted(world.as("olga", new Command.Waive(p, HAND, SWITCH, "w", end, Role.OWNER)));
        admitted(world.as("cezary", new Command.Waive(p, HAND, SWITCH, "w", end, Role.COMPLIANCE)));
        world.finish(p, "work", true, "fail");
        admitted(world.assess(p, "work"));
        assertThat(world.promotion(p).machine()).isEqualTo("work:READY");
    }

    // ---- alternatives

    private static JsonObject either() {
        return JsonObject.of(
                "any-of",
                List.of(
                        List.of(JsonObject.of("rule", "switch")),
                        List.of(
                                JsonObject.of("rule", "artefact-present"),
                                JsonObject.of("rule", "signed-off").with("role", "risk"))));
    }

    @Test
    void shouldAcceptOneWholeAlternativeAndNotPartsOfTwo() {
        Rulings.adopt(world, accepting(Gates.demo(), either()));
        PromotionId p = started();
        world.finish(p, "work", true, "fail");
        refused(world.fork().assess(p, "none"), Reason.CONFLICT, "not-in-this-state");
        World failed = world.fork();
        admitted(failed.assess(p, "work"));
        assertThat(failed.promotion(p).machine()).isEqualTo("work:READY");
        Digest root = world.promotion(p).evidenceRootOf(WORK);
        admitted(
                world.as(
                        "rita",
                        new Command.SignOffStep(p, WORK, Role.RISK, SignOffKind.APPROVED, root)));
        admitted(world.assess(p, "work"));
        assertThat(world.promotion(p).machine()).isEqualTo("by-hand:READY");
    }

    @Test
    void shouldNotDecideWhereAnAlternativeCannotBeDecided() {
        Rulings.adopt(world, accepting(Gates.demo(), either()));
        PromotionId p = started();
        world.finish(p, "work", true, "error");
        refused(world.assess(p, "work"), Reason.UNDECIDED, "error", "missing");
        assertThat(world.promotion(p).machine()).isEqualTo("work:COLLECTED");
        // the other alternative holds: nothing is left to decide
        Digest root = world.promotion(p).evidenceRootOf(WORK);
        admitted(
                world.as(
                        "rita",
                        new Command.SignOffStep(p, WORK, Role.RISK, SignOffKind.APPROVED, root)));
        admitted(world.assess(p, "work"));
        assertThat(world.promotion(p).machine()).isEqualTo("by-hand:READY");
    }

    @Test
    void shouldNotDecideByARuleThatThisBuildDoesNotHave() {
        Rulings.adopt(world, accepting(Gates.demo(), JsonObject.of("rule", "unheard-of")));
        PromotionId p = started();
        world.finish(p, "work", true, "pass");
        refused(world.assess(p, "work"), Reason.UNDECIDED, "unknown-rule");
    }
}
