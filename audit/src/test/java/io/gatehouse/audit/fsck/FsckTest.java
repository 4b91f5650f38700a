package io.gatehouse.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.FakeDisk;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.journal.SampleJournal;
import io.gatehouse.audit.journal.TestKeys;
import io.gatehouse.core.evidence.JournalPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a verification demands beside the bytes of the segments, and what it says it left out. */
class FsckTest {

    private static final String MIRROR = "mirror/head.json";

    private SampleJournal sample;
    private FakeDisk disk;

    @BeforeEach
    void write() throws IOException {
        sample = SampleJournal.of("checked", 8, 3_000);
        disk = sample.disk.copy();
    }

    private FsckReport run(CommitKeys keys, Fsck.Options options) throws IOException {
        return new Fsck(disk.directory("journal"), keys, options).run();
    }

    private FsckReport run(Fsck.Options options) throws IOException {
        return run(TestKeys.standard(), options);
    }

    private Fsck.Options mirrored() {
        return new Fsck.Options(List.of(), Optional.of(disk.directory("mirror")), List.of());
    }

    private static Fsck.Options checks(Check... checks) {
        return new Fsck.Options(List.of(), Optional.empty(), List.of(checks));
    }

    private static List<JournalFault.Kind> kinds(FsckReport report) {
        return report.faults().stream().map(JournalFault::kind).toList();
    }

    @Test
    void shouldDemandAHeadOfAJournalThatHasSegments() throws IOException {
        disk.remove(SampleJournal.HEAD);

        assertThat(kinds(run(Fsck.Options.NONE))).containsExactly(JournalFault.Kind.HEAD_MISSING);
    }

    @Test
    void shouldDemandNoHeadOfAnEmptyJournal() throws IOException {
        disk = new FakeDisk();

        FsckReport report = run(Fsck.Options.NONE);

        assertThat(report.faults()).isEmpty();
        assertThat(report.position()).isEqualTo(JournalPosition.START);
    }

    @Test
    void shouldDemandTheMirroredHeadWhereThereIsToBeOne() throws IOException {
        assertThat(run(mirrored()).faults()).isEmpty();

        disk.remove(MIRROR);

        List<JournalFault> faults = run(mirrored()).faults();
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).kind()).isEqualTo(JournalFault.Kind.HEAD_MISSING);
        assertThat(faults.get(0).segment()).isEqualTo(MIRROR);
    }

    @Test
    void shouldReportAnUnreadableHeadAndStillVerifyTheSegments() throws IOException {
        disk.put(SampleJournal.HEAD, new byte[] {'{'});

        FsckReport report = run(Fsck.Options.NONE);

        assertThat(report.faults()).hasSize(1);
        assertThat(report.sound()).isFalse();
        assertThat(report.events()).isEqualTo(8);
    }

    @Test
    void shouldReportEachFileThatNobodyOfOursWrote() throws IOException {
        disk.put("journal/notes.txt", new byte[0]);
        disk.put("journal/00000000000000000001.jsonl.bak", new byte[0]);

        assertThat(kinds(run(Fsck.Options.NONE)))
                .containsExactly(JournalFault.Kind.FOREIGN_FILE, JournalFault.Kind.FOREIGN_FILE);
    }

    @Test
    void shouldTakeAHalfWrittenHeadForWhatACrashLeaves() throws IOException {
        disk.put("journal/head.json.8eb2c621-604d-4583-91a2-2ece8bed5ff9.tmp", new byte[0]);

        assertThat(run(Fsck.Options.NONE).faults()).isEmpty();
    }

    @Test
    void shouldCountTheCommitRecordsWhoseCodesNobodyHereCanCheck() throws IOException {
        FsckReport report = run(TestKeys.auditor(), Fsck.Options.NONE);

        assertThat(report.faults()).isEmpty();
        assertThat(report.unchecked())
                .singleElement()
                .satisfies(
                        left -> {
                            assertThat(left.kind()).isEqualTo(NotChecked.Kind.COMMIT_CODES);
                            assertThat(left.count()).isGreaterThanOrEqualTo(report.groups());
                            assertThat(left.toString())
                                    .contains(left.count() + " commit records")
                                    .endsWith("the key is not here");
                        });
    }

    @Test
    void shouldShowEveryGroupToACheckInOrderAndTheEndAtLast() throws IOException {
        Recording check = new Recording(true);

        FsckReport report = run(checks(check));

        assertThat(check.seen).isEqualTo(sample.positions);
        assertThat(check.end).contains(report.position());
        assertThat(report.position()).isEqualTo(last(sample.positions));
        assertThat(report.unchecked()).containsExactly(Recording.LEFT_OUT);
    }

    @Test
    void shouldAbandonWhatNeedsAnUnbrokenHistoryAndSayThatItWasNotReached() throws IOException {
        breakTheSecondSegment();
        Recording needing = new Recording(true);
        Recording other = new Recording(false);

        FsckReport report = run(checks(needing, other));

        assertThat(report.sound()).isFalse();
        assertThat(needing.end).isEmpty();
        assertThat(other.end).isPresent();
        assertThat(report.unchecked())
                .containsExactly(
                        new NotChecked(
                                NotChecked.Kind.NOT_REACHED,
                                "a check that records",
                                "the journal is broken",
                                1),
                        Recording.LEFT_OUT);
    }

    @Test
    void shouldCompareHeadAndPositionsWithABrokenHistoryToo() throws IOException {
        breakTheSecondSegment();
        JournalPosition first = sample.positions.get(0);
        DecisionLogs none = new DecisionLogDirectory(Path.of("absent"), Optional.empty());

        FsckReport report =
                run(
                        new Fsck.Options(
                                List.of(first),
                                Optional.of(disk.directory("mirror")),
                                List.of(new DecisionLogCheck(none), new ReplayCheck())));

        assertThat(report.sound()).isFalse();
        assertThat(kinds(report)).doesNotContain(JournalFault.Kind.ROLLED_BACK);
        assertThat(report.unchecked())
                .extracting(NotChecked::kind, NotChecked::place)
                .contains(
                        tuple(NotChecked.Kind.NOT_REACHED, "decision logs"),
                        tuple(NotChecked.Kind.NOT_REACHED, "replay"))
                .hasSize(2);
    }

    @Test
    void shouldCallAJournalShorterThanItsHeadCut() throws IOException {
        List<String> segments = sample.segments();
        disk.remove(segments.get(segments.size() - 1));

        FsckReport report = run(Fsck.Options.NONE);

        assertThat(kinds(report)).containsExactly(JournalFault.Kind.CUT);
        assertThat(report.sound()).isFalse();
    }

    @Test
    void shouldCallATornWriteAtTheEndSound() throws IOException {
        List<String> segments = sample.segments();
        String path = segments.get(segments.size() - 1);
        byte[] bytes = disk.bytes(path);
        byte[] torn = Arrays.copyOf(bytes, bytes.length + 1);
        torn[bytes.length] = '{';
        disk.put(path, torn);

        FsckReport report = run(Fsck.Options.NONE);

        assertThat(kinds(report)).containsExactly(JournalFault.Kind.UNCOMMITTED);
        assertThat(report.faults().get(0).segment()).isEqualTo(path.substring("journal/".length()));
        assertThat(report.sound()).isTrue();
    }

    @Test
    void shouldSayWhichEventStandsWhereAnotherWasExpected() throws IOException {
        JournalPosition there = sample.positions.get(1);
        JournalPosition expected =
                new JournalPosition(there.seq(), sample.positions.get(0).digest());

        FsckReport report = run(new Fsck.Options(List.of(expected), Optional.empty(), List.of()));

        assertThat(report.faults()).hasSize(1);
        assertThat(report.faults().get(0).observed()).contains(there.digest().toString());
    }

    @Test
    void shouldFailWithTheCheckThatCannotRead() {
        Check failing =
                new Recording(true) {
                    @Override
                    public void accept(JournalGroup group) throws IOException {
                        throw new IOException("the log cannot be read");
                    }
                };

        assertThatThrownBy(() -> run(checks(failing)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the log cannot be read");
    }

    @Test
    void shouldReportWhatTheReplayObjectsTo() throws IOException {
        ReplayCheck replay = new ReplayCheck();

        FsckReport report = run(checks(replay));

        assertThat(replay.needsUnbrokenHistory()).isTrue();
        assertThat(report.faults()).isEqualTo(replay.replayer().fault().stream().toList());
        assertThat(replay.replayer().events()).isPositive();
    }

    @Test
    void shouldExpectTheStartOfEveryHistory() throws IOException {
        Fsck.Options start =
                new Fsck.Options(List.of(JournalPosition.START), Optional.empty(), List.of());
        assertThat(run(start).faults()).isEmpty();

        JournalPosition other = new JournalPosition(0, last(sample.positions).digest());
        Fsck.Options forged = new Fsck.Options(List.of(other), Optional.empty(), List.of());
        assertThat(kinds(run(forged))).containsExactly(JournalFault.Kind.ROLLED_BACK);
    }

    @Test
    void shouldExpectAPositionWithinAGroup() throws IOException {
        List<JournalPosition> all = new ArrayList<>();
        Recording events =
                new Recording(true) {
                    @Override
                    public void accept(JournalGroup group) {
                        group.events()
                                .forEach(e -> all.add(new JournalPosition(e.seq(), e.digest())));
                    }
                };
        run(checks(events));
        assertThat(all).hasSizeGreaterThan(sample.positions.size());

        Fsck.Options every = new Fsck.Options(all, Optional.empty(), List.of());
        assertThat(run(every).faults()).isEmpty();
    }

    private void breakTheSecondSegment() throws IOException {
        String path = sample.segments().get(1);
        byte[] bytes = disk.bytes(path);
        byte[] changed = Arrays.copyOf(bytes, bytes.length);
        changed[bytes.length / 2] ^= 1;
        disk.put(path, changed);
    }

    private static JournalPosition last(List<JournalPosition> positions) {
        return positions.get(positions.size() - 1);
    }

    private static class Recording implements Check {

        static final NotChecked LEFT_OUT =
                new NotChecked(NotChecked.Kind.CHECKLISTS, "some", "not here", 1);

        private final boolean unbroken;
        private final List<JournalPosition> seen = new ArrayList<>();
        private Optional<JournalPosition> end = Optional.empty();

        Recording(boolean unbroken) {
            this.unbroken = unbroken;
        }

        @Override
        public String name() {
            return "a check that records";
        }

        @Override
        public boolean needsUnbrokenHistory() {
            return unbroken;
        }

        @Override
        public void accept(JournalGroup group) throws IOException {
            seen.add(group.position());
        }

        @Override
        public List<JournalFault> finish(JournalPosition reached) {
            end = Optional.of(reached);
            return List.of();
        }

        @Override
        public List<NotChecked> unchecked() {
            return List.of(LEFT_OUT);
        }
    }
}
