package io.gatehouse.app.usecase;

import io.gatehouse.app.evidence.EvidenceRecorder;
import io.gatehouse.app.evidence.EvidenceRefused;
import io.gatehouse.app.evidence.WorkspaceFiles;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.PromotionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attaches files of the workspace to a step, as its responsible person. */
public final class AddEvidence {

    private final Desk desk;

    public AddEvidence(Desk desk) {
        this.desk = desk;
    }

    /**
     * @param artefact which of the step's artefacts the files are; without it, the one whose
     *     pattern they match
     * @param paths relative to the workspace
     */
    public Answer run(
            PromotionId id,
            Optional<StepId> step,
            Optional<ArtefactId> artefact,
            List<String> paths)
            throws Unanswerable {
        PromotionState promotion = desk.promotion(id);
        StepId at = desk.step(id, step);
        StepDefinition definition =
                desk.gate(promotion)
                        .step(at)
                        .orElseThrow(() -> Unanswerable.conflict(Wording.of("no-step", at)));
        EvidenceRecorder recorder = new EvidenceRecorder(desk.engine().workspace());
        Instant now = desk.engine().clock().instant();
        List<EvidenceItem> items = new ArrayList<>();
        List<Finding> refused = new ArrayList<>();
        for (String path : paths) {
            try {
                items.add(
                        recorder.describe(
                                promotion,
                                definition,
                                artefact(definition, artefact, path),
                                path,
                                now,
                                Actor.labelOf(desk.person())));
            } catch (EvidenceRefused e) {
                refused.add(e.finding());
            }
        }
        if (!refused.isEmpty()) {
            throw Unanswerable.refused(Wording.of("not-evidence"), refused);
        }
        return desk.give(new Command.AttachEvidence(id, at, items));
    }

    private ArtefactDefinition artefact(
            StepDefinition step, Optional<ArtefactId> named, String path) throws Unanswerable {
        if (named.isPresent()) {
            return step.artefact(named.get())
                    .orElseThrow(
                            () ->
                                    Unanswerable.conflict(
                                            Wording.of("no-artefact", step.id(), named.get())));
        }
        WorkspaceFiles files = new WorkspaceFiles(desk.engine().workspace().root());
        List<ArtefactDefinition> fitting =
                step.artefacts().stream().filter(a -> files.matches(a, path)).toList();
        if (fitting.size() != 1) {
            throw Unanswerable.usage(
                    Wording.of(
                            fitting.isEmpty() ? "fits-no-artefact" : "fits-several-artefacts",
                            path,
                            step.id(),
                            step.artefacts().stream()
                                    .map(a -> a.id() + " (" + a.path() + ")")
                                    .toList()));
        }
        return fitting.get(0);
    }
}
