package io.gatehouse.core.decide;

import static io.gatehouse.core.decide.Rulings.admitted;
import static io.gatehouse.core.decide.Rulings.events;
import static io.gatehouse.core.decide.Rulings.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.ActionIntended;
import io.gatehouse.core.event.PromotionEvent.EntrySealed;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.TestRules;
import io.gatehouse.core.testkit.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the approvals to the grant: what is written, and what stands in the way. */
class SealTest {

    private final World world = World.founded(new PlainBox());

    private PromotionId approved(String gate, String id) {
        PromotionId p = world.propose(gate, id);
        boolean demo = gate.equals("demo");
        admitted(world.approve(p, "olga", Role.OWNER));
        admitted(
                world.approve(p, demo ? "remek" : "celina", demo ? Role.RUNTIME : Role.COMPLIANCE));
        return p;
    }

    private Decision sealed(PromotionId p, Snapshot snapshot) {
        Command seal = new Command.Seal(p);
        return Rulings.decider(new TestRules(), Rulings.NO_KEYS)
                .decide(world.state(), seal, world.signed("ola", "ola-1", seal), snapshot);
    }

    private Decision activated(PromotionId p, Snapshot snapshot) {
        return Rulings.decider(new TestRules(), Rulings.NO_KEYS)
                .decide(world.state(), new Command.Activate(p), Actor.ENGINE, snapshot);
    }

    private static Snapshot with(Snapshot snapshot, List<Observation> observations) {
        return snapshot.with(observations);
    }

    @Test
    void shouldSealWhatWasApprovedWithItsPlaceInLogAndJournal() {
        PromotionId p = approved("demo", "p-1");
        long before = world.position().seq();
        Digest previous = world.position().digest();
        JsonObject proposal = world.promotion(p).proposal().orElseThrow().entry();
        Decision decision = world.as("ola", new Command.Seal(p));

        LineAppended line = events(decision, LineAppended.class).get(0);
        assertThat(line.index()).isEqualTo(1);
        assertThat(line.digest()).isEqualTo(Digest.of(line.line()));
        assertThat(line.line().object("journal"))
                .contains(JsonObject.of("seq", before + 1).with("prev", previous.value()));
        for (String name : proposal.names()) {
            assertThat(line.line().find(name)).as(name).isEqualTo(proposal.find(name));
        }
        assertThat(Instant.parse(line.line().requireText("timestamp")))
                .isEqualTo(world.clock().truncatedTo(ChronoUnit.MILLIS));
        assertThat(line.line().object("log"))
                .contains(
                        JsonObject.of("name", "demo")
                                .with("index", 1)
                                .with("prev", Digest.ZERO.value()));
        EntrySealed sealed = events(decision, EntrySealed.class).get(0);
        assertThat(sealed.line().seq()).isEqualTo(before + 1);
        assertThat(sealed.line().digest()).isEqualTo(line.digest());
        assertThat(sealed.line().log()).isEqualTo(new LogName("demo"));
    }

    @Test
    void shouldProposeWhatTheDefinitionAndTheEvidenceSay() {
        PromotionId p = world.propose("demo", "p-1");
        JsonObject entry = world.promotion(p).proposal().orElseThrow().entry();
        assertThat(entry.requireText("installation")).isEqualTo("bot-1");
        assertThat(entry.object("release"))
                .contains(
                        JsonObject.of("id", "r1")
                                .with("bundle", World.RELEASE.bundle().value())
                                .with("commit", "a".repeat(40)));
        assertThat(entry.object("runtime_flags"))
                .contains(
                        JsonObject.of("StrategyContext.require_demo_mode", true)
                                .with("runtime.compliance_confirmed", false));
        assertThat(entry.object("artefacts").orElseThrow().names())
                .containsExactly("checklist", "config", "report");
    }

    @Test
    void shouldNameASecondFileOfOneArtefactWithANumber() {
        JsonObject gate = Gates.demo();
        List<JsonValue> steps = new ArrayList<>(gate.array("steps"));
        JsonObject hand = (JsonObject) steps.get(1);
        JsonObject artefact = (JsonObject) hand.array("artefacts").get(0);
        steps.set(
                1,
                hand.with("artefacts", new JsonArray(List.of(artefact.with("entry-key", "form")))));
        Rulings.adopt(world, gate.with("steps", steps));
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "pass");
        world.assess(p, "work");
        for (int n = 1; n <= 3; n++) {
            admitted(
                    world.as(
                            "rita",
                            new Command.AttachEvidence(
                                    p,
                                    new io.gatehouse.core.id.StepId("by-hand"),
                                    List.of(
                                            world.item(
                                                    "by-hand",
                                                    "checklist",
                                                    "docs/" + n + ".md",
                                                    "[" + n + "]",
                                                    "person:rita")))));
        }
        world.signOff(p, "cezary");
        admitted(world.assess(p, "by-hand"));
        admitted(world.engine(new Command.Propose(p)));
        assertThat(
                        world.promotion(p)
                                .proposal()
                                .orElseThrow()
                                .entry()
                                .object("artefacts")
                                .orElseThrow()
                                .names())
                .containsExactly("config", "form", "form.2", "form.3", "report");
    }

    @Test
    void shouldNotSealWithoutKeysNorByAnotherRole() {
        PromotionId p = approved("demo", "p-1");
        Command seal = new Command.Seal(p);
        refused(
                Rulings.withoutKeys(world, world.signed("ola", "ola-1", seal), seal),
                Reason.REFUSED,
                "no-key");
        refused(world.as("rita", seal), Reason.NOT_PERMITTED, "role-missing");
        assertThat(world.log("demo")).isEmpty();
    }

    @Test
    void shouldNotSealOverEvidenceThatIsChangedOrNotAllSeen() {
        PromotionId p = approved("demo", "p-1");
        Snapshot good = world.snapshot(new Command.Seal(p));
        List<Observation> fewer = new ArrayList<>(good.observations());
        fewer.remove(1);
        refused(sealed(p, with(good, fewer)), Reason.REFUSED, "not-all-seen");
        world.write("docs/list.md", "[ ]");
        refused(world.as("ola", new Command.Seal(p)), Reason.REFUSED, "changed");
    }

    @Test
    void shouldNotSealWhereTheInstallationStandsElsewhere() {
        world.grant("demo", "p-1");
        PromotionId paper = approved("paper", "p-2");
        PromotionId beside = world.propose("stage6", "p-3");
        world.as("ola", new Command.Halt("losses"));
        // halting has ended both
        refused(world.as("ola", new Command.Seal(paper)), Reason.CONFLICT, "not-in-this-state");
        refused(world.as("ola", new Command.Seal(beside)), Reason.CONFLICT, "not-in-this-state");
        // and nothing can be opened until it is resumed
        refused(
                world.as(
                        "ola",
                        new Command.OpenPromotion(
                                new PromotionId("p-4"),
                                new io.gatehouse.core.id.GateId("stage6"),
                                World.RELEASE)),
                Reason.CONFLICT,
                "not-in-this-state");
    }

    @Test
    void shouldOpenAGateOnceAndWhereItLeadsFrom() {
        world.grant("demo", "p-1");
        PromotionId paper = world.open("paper", "p-2");
        assertThat(world.state().promotion(paper)).isPresent();
        for (String id : List.of("p-2", "p-3")) {
            Decision again =
                    world.as(
                            "ola",
                            new Command.OpenPromotion(
                                    new PromotionId(id),
                                    new io.gatehouse.core.id.GateId("paper"),
                                    World.RELEASE));
            assertThat(again).isInstanceOf(Decision.Refused.class);
        }
        refused(
                world.as(
                        "ola",
                        new Command.OpenPromotion(
                                new PromotionId("p-4"),
                                new io.gatehouse.core.id.GateId("live"),
                                World.RELEASE)),
                Reason.CONFLICT,
                "not-in-this-state");
        // another gate beside it may be open
        admitted(
                world.as(
                        "ola",
                        new Command.OpenPromotion(
                                new PromotionId("p-5"),
                                new io.gatehouse.core.id.GateId("stage6"),
                                World.RELEASE)));
        refused(
                world.as(
                        "cezary",
                        new Command.OpenPromotion(
                                new PromotionId("p-6"),
                                new io.gatehouse.core.id.GateId("demo"),
                                World.RELEASE)),
                Reason.NOT_PERMITTED,
                "role-missing",
                "not-in-this-state");
    }

    @Test
    void shouldActivateOnlyWhenTheSealedLineStandsInAVerifiedLog() {
        PromotionId p = approved("demo", "p-1");
        admitted(world.as("ola", new Command.Seal(p)));
        Command activate = new Command.Activate(p);
        Snapshot good = world.snapshot(activate);
        Finding broken = Finding.of("log-chain", "broken", "demo#1", "e", "o", "r");
        refused(
                activated(p, Rulings.withLog(good, "demo", Verdict.FAIL, broken)),
                Reason.REFUSED,
                "broken");
        refused(
                activated(p, Rulings.withLog(good, "demo", Verdict.ERROR)),
                Reason.REFUSED,
                "not-verified");
        refused(activated(p, Rulings.withLogs(good, List.of())), Reason.REFUSED, "not-verified");
        LogName demo = new LogName("demo");
        for (List<JsonObject> lines :
                List.of(
                        List.<JsonObject>of(),
                        List.of(JsonObject.of("another", "line")),
                        List.of(JsonObject.EMPTY, world.log("demo").get(0)))) {
            refused(
                    activated(
                            p,
                            Rulings.withLogs(
                                    good,
                                    List.of(new LogFact(demo, Verdict.PASS, List.of(), lines)))),
                    Reason.REFUSED,
                    "not-verified");
        }
        admitted(activated(p, good));
    }

    @Test
    void shouldGrantOnlyWhenEveryActivationSucceeded() {
        JsonObject two =
                Gates.live()
                        .with(
                                "activates",
                                List.of(
                                        Gates.live().array("activates").get(0),
                                        Gates.live().array("activates").get(0)));
        Rulings.adopt(world, Gates.demo(), Gates.paper(), two);
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        PromotionId p = approved("live", "p-3");
        admitted(world.as("ola", new Command.Seal(p)));
        Decision activated = world.engine(new Command.Activate(p));
        assertThat(events(activated, ActionIntended.class))
                .extracting(ActionIntended::slot)
                .containsExactly("activate-1", "activate-2");
        Command grant = new Command.GrantPromotion(p);
        refused(world.engine(grant), Reason.CONFLICT, "not-in-this-state", "not-in-this-state");
        world.start(p, "activate-2");
        world.finish(p, "activate-2", true, "");
        refused(world.engine(grant), Reason.CONFLICT, "not-in-this-state");
        world.start(p, "activate-1");
        refused(world.engine(grant), Reason.CONFLICT, "not-in-this-state");
        world.finish(p, "activate-1", true, "");
        admitted(world.engine(grant));
        assertThat(world.state().environment().current()).isEqualTo(Environment.LIVE);
    }

    @Test
    void shouldGrantAGateThatMovesNothingWithoutAPermit() {
        world.grant("stage6", "p-1");
        assertThat(world.promotion(new PromotionId("p-1")).machine()).isEqualTo("GRANTED");
        assertThat(world.state().environment().current()).isEqualTo(Environment.NONE);
        assertThat(world.state().environment().permit()).isEmpty();
    }

    @Test
    void shouldNotGrantWhereNobodyCouldSayWhichConfigurationThePermitBinds() {
        Rulings.adopt(world, Gates.demo().without("configuration"));
        PromotionId p = approved("demo", "p-1");
        admitted(world.as("ola", new Command.Seal(p)));
        admitted(world.engine(new Command.Activate(p)));
        refused(world.engine(new Command.GrantPromotion(p)), Reason.REFUSED, "no-configuration");
        assertThat(world.state().environment().permit()).isEmpty();
    }
}
