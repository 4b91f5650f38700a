package io.gatehouse.cli;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.audit.key.EvidenceMacs;
import io.gatehouse.core.apply.PromotionApplier;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.Release;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.embedded.Law;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** The rule {@code installer-accepted} as gate demo has it, over the bytes of a report. */
final class AcceptedInstaller {

    private static final RuleId RULE = new RuleId("installer-accepted");

    private AcceptedInstaller() {}

    static RuleResult judge(Path workspace, byte[] report, byte[] manifest, Instant now)
            throws Exception {
        GateDefinition gate =
                DefinitionLoader.builtIn().gates().values().stream()
                        .filter(g -> g.id().value().equals("demo"))
                        .findFirst()
                        .orElseThrow();
        StepDefinition step =
                gate.steps().stream()
                        .filter(s -> s.id().value().equals("demo-checklist"))
                        .findFirst()
                        .orElseThrow();
        RuleReference reference =
                step.accept().stream()
                        .flatMap(a -> a.rules())
                        .filter(r -> r.rule().equals(RULE))
                        .findFirst()
                        .orElseThrow();
        ReadOnlyInstallation installation = ReadOnlyInstallation.load(Workspace.at(workspace), now);
        Snapshot snapshot =
                new Snapshot(
                        now,
                        List.of(
                                seen(step, "acceptance-report", report, now),
                                seen(step, "bundle-manifest", manifest, now)),
                        List.of(),
                        new TreeMap<>(),
                        JournalPosition.START);
        return Law.rules()
                .find(RULE)
                .orElseThrow()
                .evaluate(
                        new RuleContext(
                                gate,
                                step,
                                reference,
                                PromotionApplier.open(
                                        new PromotionOpened(
                                                new PromotionId("p-1"),
                                                gate.id(),
                                                gate.digest(),
                                                new PersonId("otto"),
                                                new Release("r-1", Digest.ZERO, Bench.COMMIT),
                                                now),
                                        GateMachine.of(gate)),
                                installation.state(),
                                snapshot,
                                new EvidenceMacs(installation.keys())));
    }

    private static Observation seen(StepDefinition step, String artefact, byte[] bytes, Instant now)
            throws IOException {
        return Observer.of(
                new EvidenceItem(
                        new EvidenceId("e-" + artefact),
                        step.id(),
                        new ArtefactId(artefact),
                        1,
                        artefact + ".json",
                        bytes.length,
                        StreamingDigests.of(new ByteArrayInputStream(bytes)),
                        now,
                        now,
                        false,
                        "otto"),
                new ByteArrayInputStream(bytes));
    }
}
