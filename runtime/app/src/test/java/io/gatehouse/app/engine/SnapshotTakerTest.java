package io.gatehouse.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.evidence.ReadEvidence;
import io.gatehouse.app.evidence.Sight;
import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.AssessStep;
import io.gatehouse.core.command.Command.Propose;
import io.gatehouse.core.command.Command.Seal;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.Bilingual;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.definition.OnFailure;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.Separation;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which evidence is read for a command. */
class SnapshotTakerTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final PromotionId PROMOTION = new PromotionId("p-1");
    private static final StepId ONE = new StepId("one");
    private static final StepId TWO = new StepId("two");

    private final List<String> read = new ArrayList<>();

    private final Sight sight =
            new Sight() {
                @Override
                public Observation recorded(PromotionState promotion, EvidenceItem item) {
                    read.add(item.id().value());
                    return new Observation(
                            item, Optional.empty(), "not of interest", Optional.empty());
                }

                @Override
                public Observation archived(PromotionState promotion, EvidenceItem item) {
                    return recorded(promotion, item);
                }
            };

    private static final DecisionLogs NO_LOGS =
            new DecisionLogs() {
                @Override
                public void append(LineAppended line) {}

                @Override
                public void complete(LogName log, List<LineAppended> lines) {}

                @Override
                public LogFact verify(LogName log, InstallationView state) {
                    return new LogFact(log, Verdict.ERROR, List.of(), List.of());
                }
            };

    private static StepDefinition step(StepId id) {
        return new StepDefinition(
                id,
                new Bilingual("Krok", "Step"),
                Role.RUNTIME,
                Optional.empty(),
                List.of(),
                List.of(
                        new RuleReference(
                                new RuleId("artefact-present"), JsonObject.EMPTY, false, false)),
                "RB-1.1");
    }

    private static GateDefinition gate() {
        return new GateDefinition(
                new GateId("paper"),
                new Bilingual("Bramka", "Gate"),
                Environment.DEMO,
                Environment.PAPER,
                new LogName("paper"),
                "paper",
                new Grant("granted", new TreeMap<>()),
                Duration.ofDays(7),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Optional.empty(),
                GateDefinition.REVERIFY,
                Optional.empty(),
                List.of(step(ONE), step(TWO)),
                step(new StepId("decision")),
                List.of(new ApprovalRequirement(List.of(Role.OWNER), 1)),
                Separation.FULL,
                OnFailure.DEMOTE,
                List.of(),
                JsonObject.EMPTY,
                JsonObject.EMPTY,
                Digest.of(JsonObject.EMPTY));
    }

    private static EvidenceItem item(String id, StepId step) {
        return new EvidenceItem(
                new EvidenceId(id),
                step,
                new ArtefactId("report"),
                1,
                "reports/" + id + ".json",
                1,
                DigestPair.of(new byte[] {1}),
                NOW,
                NOW,
                false,
                "person:remek");
    }

    private static PromotionState promotion() {
        TreeMap<String, EvidenceItem> items = new TreeMap<>();
        items.put("e-1", item("e-1", ONE));
        items.put("e-2", item("e-2", TWO));
        return new PromotionState(
                PROMOTION,
                new GateId("paper"),
                Digest.of(JsonObject.EMPTY),
                new PersonId("otto"),
                NOW,
                NOW,
                new Release("r-1", Digest.ZERO, "0".repeat(40)),
                "two:COLLECTED",
                new TreeMap<>(),
                items,
                new TreeSet<>(),
                Optional.empty(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                "");
    }

    private List<String> readFor(Command command, Optional<GateDefinition> gate, boolean beyond) {
        read.clear();
        SnapshotTaker snapshots = new SnapshotTaker(sight, NO_LOGS, (g, step) -> beyond);
        Look look = snapshots.look(command, promotion(), gate);
        assertThat(look.observations()).hasSameSizeAs(read);
        return List.copyOf(read);
    }

    @Test
    void shouldReadTheStepsOwnEvidenceWhereNoRuleLooksBeyondIt() {
        assertThat(readFor(new AssessStep(PROMOTION, TWO), Optional.of(gate()), false))
                .containsExactly("e-2");
    }

    @Test
    void shouldReadAllEvidenceWhereARuleLooksBeyondItsStep() {
        assertThat(readFor(new AssessStep(PROMOTION, TWO), Optional.of(gate()), true))
                .containsExactly("e-1", "e-2");
    }

    @Test
    void shouldReadAllEvidenceWhereNobodyKnowsTheStep() {
        assertThat(
                        readFor(
                                new AssessStep(PROMOTION, new StepId("three")),
                                Optional.of(gate()),
                                false))
                .containsExactly("e-1", "e-2");
        assertThat(readFor(new AssessStep(PROMOTION, TWO), Optional.empty(), false))
                .containsExactly("e-1", "e-2");
    }

    @Test
    void shouldReadAllEvidenceForTheEntryAndTheSeal() {
        assertThat(readFor(new Propose(PROMOTION), Optional.of(gate()), false))
                .containsExactly("e-1", "e-2");
        assertThat(readFor(new Seal(PROMOTION), Optional.of(gate()), false))
                .containsExactly("e-1", "e-2");
    }

    @Test
    void shouldReadNothingTwiceForWhatFollowsFromOneCommand() {
        ReadEvidence taken = new ReadEvidence();
        taken.keep("reports/e-2.json", Content.of(new byte[] {1}), DigestPair.of(new byte[] {1}));
        SnapshotTaker snapshots = new SnapshotTaker(sight, NO_LOGS);

        Look look = snapshots.look(new Propose(PROMOTION), promotion(), Optional.of(gate()), taken);
        assertThat(read).containsExactly("e-1");
        assertThat(look.observations().get(1).isUnchanged()).isTrue();

        taken.forget();
        snapshots.look(new Propose(PROMOTION), promotion(), Optional.of(gate()), taken);
        assertThat(read).containsExactly("e-1", "e-1", "e-2");
    }
}
