package io.gatehouse.app.query;

import io.gatehouse.app.evidence.ChecklistKeeper;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.fsck.DecisionLogCheck;
import io.gatehouse.audit.fsck.DecisionLogDirectory;
import io.gatehouse.audit.fsck.Fsck;
import io.gatehouse.audit.fsck.FsckReport;
import io.gatehouse.audit.fsck.NotChecked;
import io.gatehouse.audit.fsck.ReplayCheck;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Replay and verification of a workspace's journal, without lock and without writing. */
public final class JournalCheck {

    private final Workspace workspace;
    private final Instant now;

    public JournalCheck(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    /**
     * What a replay found.
     *
     * @param unauthenticated groups whose code could not be checked here
     */
    public record Replayed(
            long events, long groups, Digest root, long unauthenticated, List<Finding> findings) {
        public Replayed {
            findings = List.copyOf(findings);
        }
    }

    /** What a verification found. */
    public record Checked(
            boolean sound,
            long events,
            JournalPosition position,
            List<Finding> findings,
            List<NotChecked> unchecked) {
        public Checked {
            findings = List.copyOf(findings);
            unchecked = List.copyOf(unchecked);
        }
    }

    /** R1: state from events alone gives the recorded digests at every event. */
    public Replayed replay() throws IOException {
        Replayer replayer = new Replayer();
        List<Finding> findings = new ArrayList<>();
        long unauthenticated = 0;
        try (OpenKeyRing keys = EngineKeys.readable(workspace, now)) {
            unauthenticated =
                    new JournalReader(files(), CommitKeys.of(keys))
                            .groups(replayer)
                            .unauthenticated();
        } catch (JournalFaultException e) {
            findings.add(SegmentJournals.finding(e.fault()));
        }
        replayer.fault().map(SegmentJournals::finding).ifPresent(findings::add);
        return new Replayed(
                replayer.events(),
                replayer.groups(),
                replayer.state().root(),
                unauthenticated,
                findings);
    }

    /**
     * Segments, commit records, heads, state digests and decision logs against each other.
     *
     * @param expected positions known from elsewhere: a history without them was rolled back
     */
    public Checked fsck(List<JournalPosition> expected, Optional<Path> mirror) throws IOException {
        Optional<JournalFiles> copy = Optional.empty();
        if (mirror.isPresent()) {
            copy = Optional.of(DirectoryFiles.existing(mirror.get()));
        }
        try (OpenKeyRing keys = EngineKeys.readable(workspace, now)) {
            FsckReport report =
                    new Fsck(
                                    files(),
                                    CommitKeys.of(keys),
                                    new Fsck.Options(
                                            expected,
                                            copy,
                                            List.of(
                                                    new ReplayCheck(),
                                                    new DecisionLogCheck(
                                                            new DecisionLogDirectory(
                                                                    workspace.decisionLogs(),
                                                                    Optional.of(keys))))))
                            .run();
            List<Finding> findings =
                    new ArrayList<>(
                            report.faults().stream().map(SegmentJournals::finding).toList());
            List<NotChecked> unchecked = new ArrayList<>(report.unchecked());
            List<Finding> checklists = checklists(unchecked);
            findings.addAll(checklists);
            return new Checked(
                    report.sound() && checklists.isEmpty(),
                    report.events(),
                    report.position(),
                    findings,
                    unchecked);
        }
    }

    /** Signed checklists are derived from the journal, so they can be compared with it. */
    private List<Finding> checklists(List<NotChecked> unchecked) throws IOException {
        try {
            return new ChecklistKeeper(workspace)
                    .verify(ReadOnlyInstallation.load(workspace, now).state());
        } catch (JournalUnusable | Unanswerable e) {
            unchecked.add(
                    new NotChecked(
                            NotChecked.Kind.CHECKLISTS,
                            "archived checklists",
                            "the journal cannot be read",
                            1));
            return List.of();
        }
    }

    private JournalFiles files() throws IOException {
        return DirectoryFiles.existing(workspace.journal());
    }
}
