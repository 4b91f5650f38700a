package io.gatehouse.app.evidence;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.PromotionState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evidence that a person's process described and signed, taken into the archive by the process that
 * writes.
 *
 * <p>The description may be a lie about bytes, times or paths: the file is read again here, and
 * only what this reading says too is archived and may be recorded.
 */
public final class EvidenceIntake {

    private final EvidenceRecorder recorder;
    private final InstantSource clock;

    public EvidenceIntake(Workspace workspace, InstantSource clock) {
        this.recorder = new EvidenceRecorder(workspace);
        this.clock = clock;
    }

    /**
     * Archives the files of these items, as far as they are what the items say.
     *
     * @param read takes the bytes that were read
     * @return what stands against them; empty when all may be recorded. Artefacts that the step
     *     does not have are left to the decision, which refuses them on record
     */
    public List<Finding> take(
            PromotionState promotion,
            StepDefinition step,
            List<EvidenceItem> items,
            ReadEvidence read) {
        List<Finding> findings = new ArrayList<>();
        Instant now = clock.instant();
        for (EvidenceItem item : items) {
            Optional<ArtefactDefinition> artefact = step.artefact(item.artefact());
            if (artefact.isEmpty()) {
                continue;
            }
            if (item.recorded().isAfter(now.plus(Statement.SKEW))
                    || now.isAfter(item.recorded().plus(Statement.LIFE))) {
                findings.add(
                        differs(
                                "other-time",
                                item,
                                "recorded within " + Statement.LIFE + " before " + now,
                                "recorded " + item.recorded()));
                continue;
            }
            take(promotion, step, artefact.get(), item, read).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> take(
            PromotionState promotion,
            StepDefinition step,
            ArtefactDefinition artefact,
            EvidenceItem item,
            ReadEvidence read) {
        try {
            EvidenceItem own =
                    recorder.attach(
                            promotion,
                            step,
                            artefact,
                            item.path(),
                            item.recorded(),
                            item.by(),
                            read);
            return own.equals(item) || own.secret() != item.secret()
                    ? Optional.empty()
                    : Optional.of(differs("other-bytes", item, describe(own), describe(item)));
        } catch (EvidenceRefused e) {
            return Optional.of(e.finding());
        }
    }

    private static String describe(EvidenceItem item) {
        return item.size()
                + " bytes, "
                + item.digests().sha384().abbreviated()
                + ", last written "
                + item.declared();
    }

    private static Finding differs(
            String code, EvidenceItem item, String expected, String observed) {
        return Finding.of(
                "engine-evidence",
                code,
                item.path(),
                expected,
                observed,
                "attach the file as it is now: gatehouse evidence add");
    }
}
