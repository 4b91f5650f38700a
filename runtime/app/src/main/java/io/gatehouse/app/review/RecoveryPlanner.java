package io.gatehouse.app.review;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.fsck.DecisionLogCheck;
import io.gatehouse.audit.fsck.DecisionLogDirectory;
import io.gatehouse.audit.fsck.Fsck;
import io.gatehouse.audit.fsck.FsckReport;
import io.gatehouse.audit.fsck.ReplayCheck;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.journal.JournalHead;
import io.gatehouse.audit.journal.Segments;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GovernanceState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds out how damage can be mended without loss (ADR 0036): decision logs from the journal,
 * segments from a copy whose bytes lead to the very head that is there, a lost head from segments
 * that hold a position known elsewhere. Reads only.
 */
public final class RecoveryPlanner {

    private final Workspace workspace;

    public RecoveryPlanner(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Makes a plan.
     *
     * @param copy a journal from elsewhere
     * @param expected positions that the history must hold
     */
    public RecoveryPlan plan(Optional<JournalFiles> copy, List<JournalPosition> expected)
            throws IOException {
        try (OpenKeyRing keys = EngineKeys.open(workspace)) {
            JournalFiles present = DirectoryFiles.existing(workspace.journal());
            Checked now = fsck(present, keys, expected);
            List<JournalFault> damage = damage(now.report());
            List<JournalFault> ofJournal = damage.stream().filter(f -> !isOfLog(f)).toList();
            if (ofJournal.isEmpty()) {
                return plan(damage, List.of(), new TreeSet<>(), false, now, present);
            }
            boolean headLost = ofJournal.stream().anyMatch(RecoveryPlanner::isLostHead);
            TreeSet<String> segments = new TreeSet<>();
            JournalFiles mended = present;
            boolean beyondHead = ofJournal.stream().anyMatch(f -> !isLostHead(f));
            if (beyondHead && copy.isPresent()) {
                segments.addAll(damaged(present, copy.get(), ofJournal));
            }
            if (!segments.isEmpty() || headLost) {
                mended = new SplicedFiles(present, copy.orElse(present), segments, !headLost);
            }
            Checked then = fsck(mended, keys, expected);
            List<Finding> obstacles = new ArrayList<>();
            damage(then.report()).stream()
                    .filter(f -> !isOfLog(f))
                    // a head that is to be made anew is not there yet
                    .filter(f -> !(headLost && isLostHead(f)))
                    .map(RecoveryPlanner::obstacle)
                    .forEach(obstacles::add);
            if (headLost) {
                // a log that knows more than the segments shows that these were cut
                damage(then.report()).stream()
                        .filter(f -> f.kind() == JournalFault.Kind.LOG_FOREIGN_LINE)
                        .map(RecoveryPlanner::obstacle)
                        .forEach(obstacles::add);
            }
            if (headLost && expected.isEmpty()) {
                obstacles.add(
                        Finding.of(
                                "recovery",
                                "no-position",
                                JournalHead.FILE,
                                "--expect SEQ:DIGEST: a position known from elsewhere, at best the last",
                                "none: without a head nobody could tell a cut",
                                "take it from a permit, a decision line, a pack or a head mirror"));
            }
            return plan(damage, obstacles, segments, headLost, then, mended);
        }
    }

    private static RecoveryPlan plan(
            List<JournalFault> damage,
            List<Finding> obstacles,
            SortedSet<String> segments,
            boolean head,
            Checked then,
            JournalFiles mended) {
        TreeSet<String> logs = new TreeSet<>();
        damage(then.report()).stream()
                .filter(RecoveryPlanner::isOfLog)
                .forEach(f -> logs.add(f.segment().replaceAll("\\.head$", "")));
        return new RecoveryPlan(
                damage.stream().map(SegmentJournals::finding).toList(),
                obstacles,
                segments,
                head,
                logs,
                mended,
                then.report().position(),
                then.law());
    }

    private record Checked(FsckReport report, GovernanceState law) {}

    private Checked fsck(JournalFiles files, OpenKeyRing keys, List<JournalPosition> expected)
            throws IOException {
        ReplayCheck replay = new ReplayCheck();
        FsckReport report =
                new Fsck(
                                files,
                                CommitKeys.of(keys),
                                new Fsck.Options(
                                        expected,
                                        Optional.empty(),
                                        List.of(
                                                replay,
                                                new DecisionLogCheck(
                                                        new DecisionLogDirectory(
                                                                workspace.decisionLogs(),
                                                                Optional.of(keys))))))
                        .run();
        return new Checked(report, replay.replayer().state().governance());
    }

    private static List<JournalFault> damage(FsckReport report) {
        return report.faults().stream().filter(f -> !f.kind().mendedOnOpening()).toList();
    }

    private static boolean isOfLog(JournalFault fault) {
        return !Segments.isSegment(fault.segment())
                && (fault.segment().endsWith(".jsonl") || fault.segment().endsWith(".jsonl.head"));
    }

    private static boolean isLostHead(JournalFault fault) {
        return fault.segment().equals(JournalHead.FILE)
                && (fault.kind() == JournalFault.Kind.HEAD_MISSING
                        || fault.kind() == JournalFault.Kind.HEAD_INVALID);
    }

    /** Segments that are damaged, missing or shorter than the copy's. */
    private static SortedSet<String> damaged(
            JournalFiles present, JournalFiles copy, List<JournalFault> faults) throws IOException {
        TreeSet<String> damaged = new TreeSet<>();
        SortedSet<String> here = present.list();
        for (String name : copy.list()) {
            if (!Segments.isSegment(name)) {
                continue;
            }
            boolean faulty = faults.stream().anyMatch(f -> f.segment().equals(name));
            if (faulty || !here.contains(name) || copy.size(name) > present.size(name)) {
                damaged.add(name);
            }
        }
        return damaged;
    }

    private static Finding obstacle(JournalFault fault) {
        Finding finding = SegmentJournals.finding(fault);
        return Finding.of(
                "recovery",
                "would-lose",
                finding.subject(),
                finding.expected(),
                finding.observed(),
                "give --from a copy (a workspace, its journal directory or a pack) that holds these"
                        + " bytes; this version never cuts acknowledged history");
    }
}
