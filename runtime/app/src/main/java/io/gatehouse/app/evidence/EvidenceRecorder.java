package io.gatehouse.app.evidence;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.audit.digest.StreamingDigests.Measurement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes evidence of files: digests them, archives what is not secret, and names them. */
public final class EvidenceRecorder {

    /** A kernel stamps files with a clock that lags by up to a tick behind the one we read. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final WorkspaceFiles files;
    private final EvidenceArchive archive;

    public EvidenceRecorder(Workspace workspace) {
        this.files = new WorkspaceFiles(workspace.root());
        this.archive = new EvidenceArchive(workspace);
    }

    /**
     * What an action left behind.
     *
     * @param items in order of artefact and path
     * @param skipped why a matching file does not count
     */
    public record Collected(List<EvidenceItem> items, List<Finding> skipped) {
        public Collected {
            items = List.copyOf(items);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * Evidence of a file that a person names; archived.
     *
     * @param read takes the bytes that were read, for what follows from the command
     */
    public EvidenceItem attach(
            PromotionState promotion,
            StepDefinition step,
            ArtefactDefinition artefact,
            String path,
            Instant now,
            String by,
            ReadEvidence read)
            throws EvidenceRefused {
        Path file = files.regular(path);
        return item(
                promotion,
                step,
                artefact,
                file,
                now,
                by,
                artefact.secret()
                        ? StreamingDigests::measure
                        : source -> archived(promotion, source, read));
    }

    private Measurement archived(PromotionState promotion, Path file, ReadEvidence read)
            throws IOException {
        EvidenceArchive.Copy copy = archive.copy(promotion, file);
        copy.content()
                .ifPresent(
                        content ->
                                read.keep(
                                        files.relativeText(file),
                                        content,
                                        copy.measured().digests()));
        return copy.measured();
    }

    /** How a file is read. */
    @FunctionalInterface
    private interface Reading {
        Measurement of(Path file) throws IOException;
    }

    /** What evidence of a file that a person names would be; nothing is archived yet. */
    public EvidenceItem describe(
            PromotionState promotion,
            StepDefinition step,
            ArtefactDefinition artefact,
            String path,
            Instant now,
            String by)
            throws EvidenceRefused {
        return item(
                promotion, step, artefact, files.regular(path), now, by, StreamingDigests::measure);
    }

    /**
     * The files that match a step's artefacts and were written since its action started. Patterns
     * are resolved once, here: what appears later is no evidence of this attempt.
     */
    public Collected collect(
            PromotionState promotion, StepDefinition step, Instant started, Instant now) {
        List<EvidenceItem> items = new ArrayList<>();
        List<Finding> skipped = new ArrayList<>();
        for (ArtefactDefinition artefact : step.artefacts()) {
            try {
                for (Path found : files.matching(artefact)) {
                    collectOne(promotion, step, artefact, found, started, now, items, skipped);
                }
            } catch (IOException e) {
                skipped.add(unreadable(artefact.path()));
            }
        }
        return new Collected(items, skipped);
    }

    private void collectOne(
            PromotionState promotion,
            StepDefinition step,
            ArtefactDefinition artefact,
            Path found,
            Instant started,
            Instant now,
            List<EvidenceItem> items,
            List<Finding> skipped) {
        String relative = files.relativeText(found);
        try {
            Path file = files.regular(relative);
            Instant written =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            if (written.isBefore(started.minus(TICK))) {
                if (!isAttached(promotion, step, artefact, relative)) {
                    // An old report must not pass for the result of this run.
                    skipped.add(
                            Finding.of(
                                    "engine-evidence",
                                    "older-than-action",
                                    relative,
                                    "written by this attempt, since " + started,
                                    "last written " + written,
                                    "if it is an input, attach it before the step is run:"
                                            + " gatehouse evidence add"));
                }
                return;
            }
            EvidenceItem item =
                    item(
                            promotion,
                            step,
                            artefact,
                            file,
                            now,
                            "engine",
                            artefact.secret()
                                    ? StreamingDigests::measure
                                    : source -> archive.copy(promotion, source).measured());
            // The very file that a person attached a moment ago is not another candidate.
            if (!isAttached(promotion, step, item)) {
                items.add(item);
            }
        } catch (EvidenceRefused e) {
            skipped.add(e.finding());
        } catch (IOException e) {
            skipped.add(unreadable(relative));
        }
    }

    private static boolean isAttached(
            PromotionState promotion,
            StepDefinition step,
            ArtefactDefinition artefact,
            String path) {
        return promotion.evidenceOf(step.id()).stream()
                .anyMatch(i -> i.artefact().equals(artefact.id()) && i.path().equals(path));
    }

    private static boolean isAttached(
            PromotionState promotion, StepDefinition step, EvidenceItem item) {
        return promotion.evidenceOf(step.id()).stream()
                .anyMatch(
                        i ->
                                i.artefact().equals(item.artefact())
                                        && i.path().equals(item.path())
                                        && i.digests().equals(item.digests()));
    }

    private EvidenceItem item(
            PromotionState promotion,
            StepDefinition step,
            ArtefactDefinition artefact,
            Path file,
            Instant now,
            String by,
            Reading reading)
            throws EvidenceRefused {
        String relative = files.relativeText(file);
        try {
            Measurement measured = reading.of(file);
            Instant declared =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            int attempt = promotion.step(step.id()).attempt();
            return new EvidenceItem(
                    idOf(promotion, step, artefact, attempt, relative, measured),
                    step.id(),
                    artefact.id(),
                    attempt,
                    relative,
                    measured.size(),
                    measured.digests(),
                    declared,
                    now,
                    artefact.secret(),
                    by);
        } catch (IOException e) {
            throw new EvidenceRefused(
                    "unreadable",
                    relative,
                    "a file that can be read and archived",
                    "reading or archiving failed",
                    "look at the file's permissions and at the space on the disk");
        }
    }

    /** Deterministic: the same file recorded twice in one attempt is one piece of evidence. */
    private static EvidenceId idOf(
            PromotionState promotion,
            StepDefinition step,
            ArtefactDefinition artefact,
            int attempt,
            String path,
            Measurement measured) {
        String text =
                String.join(
                        "\n",
                        promotion.id().value(),
                        step.id().value(),
                        artefact.id().value(),
                        Integer.toString(attempt),
                        path,
                        measured.digests().sha384().value());
        String hex = Digest.sha384(text.getBytes(StandardCharsets.UTF_8)).hex();
        return new EvidenceId("e-" + hex.substring(0, 24));
    }

    private static Finding unreadable(String path) {
        return Finding.of(
                "engine-evidence",
                "unreadable",
                path,
                "files that can be read",
                "reading failed",
                "look at the permissions below this path");
    }
}
