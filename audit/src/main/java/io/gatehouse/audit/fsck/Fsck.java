package io.gatehouse.audit.fsck;

import io.gatehouse.audit.file.TemporaryFiles;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.HeadCheck;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.journal.JournalHead;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.journal.Segments;
import io.gatehouse.core.evidence.JournalPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a journal and everything that must agree with it, in one pass and constant memory.
 *
 * <p>Heads are read before the segments, so that a writer at work does not look like a cut. A
 * history that was rolled back as a whole, segments, heads and logs together, is consistent in
 * itself: only a position from elsewhere ({@link Options#expected}) or a mirrored head tells.
 * Stateless.
 */
public final class Fsck {

    private final JournalFiles files;
    private final CommitKeys keys;
    private final Options options;

    /**
     * A verification of one journal directory.
     *
     * @param keys {@link CommitKeys#NONE} for an auditor without secrets
     */
    public Fsck(JournalFiles files, CommitKeys keys, Options options) {
        this.files = files;
        this.keys = keys;
        this.options = options;
    }

    /**
     * What to verify besides segments, commit records and head.
     *
     * @param expected positions that the history must hold, from permits, decision lines or exports
     * @param mirror directory with a copy of the head
     * @param checks whatever else is compared; each used once
     */
    public record Options(
            List<JournalPosition> expected, Optional<JournalFiles> mirror, List<Check> checks) {

        public static final Options NONE = new Options(List.of(), Optional.empty(), List.of());

        public Options {
            expected = List.copyOf(expected);
            checks = List.copyOf(checks);
        }
    }

    /** Runs it; what is wrong stands in the report. */
    public FsckReport run() throws IOException {
        Run run = new Run();
        run.head(files, JournalHead.FILE, !segments().isEmpty());
        if (options.mirror().isPresent()) {
            run.head(options.mirror().get(), "mirror/" + JournalHead.FILE, true);
        }
        options.expected().forEach(position -> run.checks.add(new ExpectedPosition(position)));
        run.checks.addAll(options.checks());
        run.foreignFiles();
        return run.read();
    }

    private List<String> segments() throws IOException {
        return files.list().stream().filter(Segments::isSegment).toList();
    }

    private final class Run {

        private final List<JournalFault> faults = new ArrayList<>();
        private final List<NotChecked> unchecked = new ArrayList<>();
        private final List<Check> checks = new ArrayList<>();

        void head(JournalFiles place, String name, boolean demanded) throws IOException {
            try {
                Optional<JournalHead> head = JournalHead.read(place, keys);
                if (head.isPresent()) {
                    checks.add(new HeadFollower(new HeadCheck(head.get(), name), name));
                } else if (demanded) {
                    // without a head the end could be cut off without a trace
                    faults.add(
                            JournalFault.of(
                                    JournalFault.Kind.HEAD_MISSING,
                                    name,
                                    0,
                                    0,
                                    0,
                                    "a head",
                                    "none"));
                }
            } catch (JournalFaultException e) {
                faults.add(e.fault());
            }
        }

        void foreignFiles() throws IOException {
            for (String name : files.list()) {
                if (!name.equals(JournalHead.FILE)
                        && !TemporaryFiles.isOf(JournalHead.FILE, name)
                        && !Segments.isSegment(name)) {
                    faults.add(
                            JournalFault.of(
                                    JournalFault.Kind.FOREIGN_FILE,
                                    "journal directory",
                                    0,
                                    0,
                                    0,
                                    "segments and a head",
                                    "a file of another name"));
                }
            }
        }

        FsckReport read() throws IOException {
            JournalReader reader = new JournalReader(files, keys);
            JournalReader.Summary summary;
            try {
                summary = reader.survey(this::accept, this::broken);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            summary.tail().ifPresent(this::tail);
            for (Check check : checks) {
                faults.addAll(check.finish(summary.position()));
                unchecked.addAll(check.unchecked());
            }
            if (summary.unauthenticated() > 0) {
                unchecked.add(
                        NotChecked.code(
                                NotChecked.Kind.COMMIT_CODES,
                                "journal",
                                summary.unauthenticated()));
            }
            return new FsckReport(
                    summary.position(), summary.events(), summary.groups(), faults, unchecked);
        }

        private void accept(JournalGroup group) {
            try {
                for (Check check : checks) {
                    check.accept(group);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void broken(JournalFault fault) {
            faults.add(fault);
            checks.removeIf(
                    check -> {
                        if (check.needsUnbrokenHistory()) {
                            unchecked.add(
                                    new NotChecked(
                                            NotChecked.Kind.NOT_REACHED,
                                            check.name(),
                                            "the journal is broken",
                                            1));
                        }
                        return check.needsUnbrokenHistory();
                    });
        }

        /** A torn write is no damage; whether it was acknowledged, the heads tell. */
        private void tail(JournalFault fault) {
            faults.add(
                    JournalFault.of(
                            JournalFault.Kind.UNCOMMITTED,
                            fault.segment(),
                            fault.line(),
                            fault.byteOffset(),
                            fault.seq(),
                            "a commit record at the end",
                            fault.kind() + ": a write that was never acknowledged"));
        }
    }
}
