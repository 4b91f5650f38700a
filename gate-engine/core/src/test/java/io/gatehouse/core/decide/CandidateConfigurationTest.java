package io.gatehouse.core.decide;

import static io.gatehouse.core.decide.Rulings.accepting;
import static io.gatehouse.core.decide.Rulings.codes;
import static io.gatehouse.core.decide.Rulings.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.evidence.Footing;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.TestRules;
import io.gatehouse.core.testkit.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The file that a running system reads at its next start: the admitted one, or accounted for. */
class CandidateConfigurationTest {

    private static final Command REVERIFY = new Command.Reverify();
    private static final String PATH = "config/core.yaml";

    private final World world = World.founded(new PlainBox());

    /** Lineage by the text alone: {@code risk: <n>} passes, another faults, one only waits. */
    private static final class Lineage implements Rule {
        @Override
        public RuleId id() {
            return new RuleId("config-lineage");
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public String summary() {
            return "lineage";
        }

        @Override
        public boolean waivable() {
            return false;
        }

        @Override
        public List<String> lint(RuleReference reference, StepDefinition step) {
            return List.of();
        }

        @Override
        public RuleResult evaluate(RuleContext context) {
            List<Observation> files =
                    context.evidence(new ArtefactId(context.parameters().requireText("artefact")));
            assertThat(files).hasSize(1);
            assertThat(files.get(0).item().path()).isEqualTo(PATH);
            assertThat(files.get(0).isUnchanged()).isTrue();
            String text = files.get(0).content().orElseThrow().text();
            if (text.startsWith("risk: ")) {
                return new RuleResult(id(), 1, Verdict.PASS, List.of(), List.of());
            }
            Finding finding = Finding.of("config-lineage", "drift", PATH, "e", "o", "r");
            return new RuleResult(
                    id(),
                    1,
                    Verdict.FAIL,
                    List.of(text.startsWith("unsigned") ? finding.asPending() : finding),
                    List.of());
        }
    }

    private static final RuleBook RULES =
            new RuleBook() {
                @Override
                public Optional<Rule> find(RuleId id) {
                    return id.value().equals("config-lineage")
                            ? Optional.of(new Lineage())
                            : new TestRules().find(id);
                }

                @Override
                public Collection<Rule> all() {
                    return List.of();
                }
            };

    private static JsonObject lineage(JsonObject gate, String artefact) {
        return accepting(
                gate,
                JsonObject.of("rule", "config-lineage").with("artefact", artefact),
                JsonObject.of("rule", "switch"));
    }

    /** What a re-verification finds when the workspace holds another file than was admitted. */
    private List<String> with(String text) {
        Snapshot archived = world.snapshot(REVERIFY);
        World edited = world.fork();
        edited.write(PATH, text);
        Footing footing =
                new Footing(
                        archived.footing().evidence(),
                        edited.snapshot(REVERIFY).footing().configuration());
        Snapshot snapshot =
                new Snapshot(
                        archived.asOf(),
                        archived.observations(),
                        archived.logs(),
                        archived.admitted(),
                        archived.position(),
                        footing);
        Decision decision =
                Rulings.decider(RULES, Rulings.NO_KEYS)
                        .decide(world.state(), REVERIFY, Actor.ENGINE, snapshot);
        return codes(events(decision, EnvironmentReverified.class).get(0).findings());
    }

    private void grantDemo() {
        world.grant("demo", "p-1");
        assertThat(world.state().environment().current()).isEqualTo(Environment.DEMO);
    }

    @Test
    void shouldTakeTheAdmittedFileAndNoOther() {
        grantDemo();
        assertThat(with("risk: 1")).isEmpty();
        assertThat(with("risk: 2")).containsExactly("configuration-changed");
        // lineage is asked of a candidate, not of what is active
        assertThat(new Lineage().canStand()).isFalse();
    }

    @Test
    void shouldTakeWhatAnOpenPromotionsOwnLineageAccepts() {
        Rulings.adopt(world, Gates.demo(), lineage(Gates.paper(), "config"));
        grantDemo();
        assertThat(with("risk: 2")).containsExactly("configuration-changed");
        world.open("paper", "p-2");
        assertThat(with("risk: 2")).isEmpty();
        assertThat(with("other: 2")).containsExactly("configuration-changed", "drift");
        // what persons have yet to sign is not due yet
        assertThat(with("unsigned: 2")).isEmpty();
        world.as("ola", new Command.Withdraw(new PromotionId("p-2"), "another day"));
        assertThat(with("risk: 2")).containsExactly("configuration-changed");
    }

    @Test
    void shouldAskOnlyTheLineageOfTheBoundConfiguration() {
        Rulings.adopt(world, Gates.demo(), lineage(Gates.paper(), "report"));
        grantDemo();
        world.open("paper", "p-2");
        // no lineage of that artefact has anything against it
        assertThat(with("other: 2")).isEmpty();
    }

    @Test
    void shouldNotTakeAFileForAGateThatLeadsNowhereOrBindsNone() {
        grantDemo();
        world.open("stage6", "p-2");
        assertThat(with("risk: 2")).containsExactly("configuration-changed");
    }

    /** With another configuration than every other promotion has, up to the end of its work. */
    private PromotionId worked(String gate, String id, String path, String configuration) {
        PromotionId p = world.open(gate, id);
        world.run(p);
        world.start(p, "work");
        world.engine(
                new Command.FinishAction(
                        p,
                        "work",
                        world.key(p, "work"),
                        true,
                        JsonObject.EMPTY,
                        List.of(),
                        List.of(
                                world.item("work", "report", "reports/" + id, "pass", "engine"),
                                world.item("work", "config", path, configuration, "engine"))));
        world.assess(p, "work");
        return p;
    }

    private void granted(String gate, String id, String path, String configuration) {
        PromotionId p = worked(gate, id, path, configuration);
        world.attach(p, "rita");
        world.signOff(p, "cezary");
        world.assess(p, "by-hand");
        world.engine(new Command.Propose(p));
        world.grant(gate, p);
        assertThat(world.promotion(p).machine()).isEqualTo("GRANTED");
    }

    @Test
    void shouldTakeTheFileOfTheEnvironmentAboveAfterADemotion() {
        world.grant("demo", "p-1");
        granted("paper", "p-2", "config/p.yaml", "risk: 7");
        world.as("ola", new Command.Demote(Environment.DEMO, "losses"));

        assertThat(with("risk: 7")).isEmpty();
        assertThat(with("risk: 1")).isEmpty();
        assertThat(with("risk: 8")).containsExactly("configuration-changed");
        // a report that was admitted above is no configuration
        assertThat(with("pass")).containsExactly("configuration-changed");
    }

    @Test
    void shouldNotTakeAFileThatWasNeverGrantedNorOneOfAnEarlierGrantHere() {
        granted("demo", "p-1", "config/d.yaml", "risk: 5");
        world.as("ola", new Command.Demote(Environment.NONE, "losses"));
        world.grant("demo", "p-2");
        assertThat(with("risk: 5")).containsExactly("configuration-changed");
        PromotionId p = worked("paper", "p-3", "config/p.yaml", "risk: 9");
        world.as("ola", new Command.Withdraw(p, "another day"));
        assertThat(with("risk: 9")).containsExactly("configuration-changed");
    }

    @Test
    void shouldNotTakeAFileForAGateThatStaysWhereItIs() {
        JsonObject beside =
                lineage(Gates.stage6(), "config")
                        .with("from", "DEMO")
                        .with("to", "DEMO")
                        .with("configuration", "config");
        Rulings.adopt(world, Gates.demo(), beside);
        grantDemo();
        world.open("stage6", "p-2");
        assertThat(with("risk: 2")).containsExactly("configuration-changed");
    }
}
