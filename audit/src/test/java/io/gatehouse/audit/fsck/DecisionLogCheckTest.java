package io.gatehouse.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.journal.FakeDisk;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalSettings;
import io.gatehouse.audit.journal.SegmentJournal;
import io.gatehouse.audit.journal.StoryTeller;
import io.gatehouse.audit.journal.TestKeys;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionLogCheckTest {

    private static final LogName PAPER = new LogName("paper");

    private final FakeDisk disk = new FakeDisk();
    private final FakeLogs logs = new FakeLogs();
    private final List<byte[]> lines = new ArrayList<>();
    private final StoryTeller story = new StoryTeller("logged");

    @BeforeEach
    void writeFiveLines() throws IOException {
        try (SegmentJournal journal =
                SegmentJournal.open(
                                disk.place(),
                                TestKeys.standard(),
                                InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z")),
                                JournalSettings.DEFAULTS,
                                group -> {})
                        .journal()) {
            journal.append(story.group(2), story.root());
            for (int i = 0; i < 5; i++) {
                JsonObject line = JsonObject.of("status", "paper_ready").with("n", i);
                lines.add(CanonicalJson.bytes(line));
                journal.append(List.of(story.line("paper", line)), story.root());
            }
        }
        logs.set(lines, 5);
    }

    private List<JournalFault> check() throws IOException {
        Fsck.Options options =
                new Fsck.Options(
                        List.of(),
                        Optional.empty(),
                        List.of(new DecisionLogCheck(logs), new ReplayCheck()));
        return new Fsck(disk.directory("journal"), TestKeys.standard(), options).run().faults();
    }

    private void assertKind(JournalFault.Kind kind) throws IOException {
        assertThat(check()).extracting(JournalFault::kind).containsExactly(kind);
    }

    @Test
    void shouldFindEqualLogsSound() throws IOException {
        assertThat(check()).isEmpty();
    }

    @Test
    void shouldFindYesterdaysCopyOfEverythingSoundAndRefuseItWhereTodayIsExpected()
            throws IOException {
        // given logs, segments and heads as they were yesterday, and a line of today
        FakeDisk yesterday = disk.copy();
        JournalPosition then = position(disk);
        try (SegmentJournal journal =
                SegmentJournal.open(
                                disk.place(),
                                TestKeys.standard(),
                                InstantSource.fixed(Instant.parse("2026-03-03T00:00:00Z")),
                                JournalSettings.DEFAULTS,
                                group -> {})
                        .journal()) {
            journal.append(story.group(1), story.root());
        }
        JournalPosition now = position(disk);
        assertThat(now.seq()).isGreaterThan(then.seq());

        // then nothing within the copy contradicts it
        assertThat(expecting(yesterday)).isEmpty();
        assertThat(expecting(yesterday, then)).isEmpty();
        // and the position that was written down elsewhere does
        assertThat(expecting(yesterday, now))
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.kind()).isEqualTo(JournalFault.Kind.ROLLED_BACK);
                            assertThat(fault.seq()).isEqualTo(now.seq());
                        });
        assertThat(expecting(yesterday, then, now)).hasSize(1);
        assertThat(expecting(yesterday, new JournalPosition(then.seq(), now.digest())))
                .as("the right length with another history")
                .extracting(JournalFault::kind)
                .containsExactly(JournalFault.Kind.ROLLED_BACK);
    }

    private static JournalPosition position(FakeDisk disk) throws IOException {
        return new Fsck(disk.directory("journal"), TestKeys.standard(), Fsck.Options.NONE)
                .run()
                .position();
    }

    private List<JournalFault> expecting(FakeDisk copy, JournalPosition... expected)
            throws IOException {
        Fsck.Options options =
                new Fsck.Options(
                        List.of(expected), Optional.empty(), List.of(new DecisionLogCheck(logs)));
        return new Fsck(copy.directory("journal"), TestKeys.standard(), options).run().faults();
    }

    @Test
    void shouldCallALogShorterThanItsHeadCut() throws IOException {
        for (int left = 0; left < 5; left++) {
            logs.set(lines.subList(0, left), 5);
            assertKind(JournalFault.Kind.LOG_CUT);
        }
    }

    @Test
    void shouldCallALogShorterThanTheJournalButEqualToItsHeadBehind() throws IOException {
        for (int left = 0; left < 5; left++) {
            logs.set(lines.subList(0, left), left);
            List<JournalFault> faults = check();
            assertThat(faults)
                    .extracting(JournalFault::kind)
                    .containsExactly(JournalFault.Kind.LOG_BEHIND);
            assertThat(faults.get(0).line()).isEqualTo(left + 1);
            assertThat(faults.get(0).seq()).isEqualTo(3 + left);
        }
    }

    @Test
    void shouldTakeABeginningOfTheNextLineForATornWriteAndOtherBytesForTampering()
            throws IOException {
        logs.set(lines.subList(0, 4), 4);
        logs.append(Arrays.copyOf(lines.get(4), 7));
        assertKind(JournalFault.Kind.LOG_BEHIND);

        logs.set(lines.subList(0, 4), 4);
        logs.append("{\"other".getBytes(StandardCharsets.UTF_8));
        assertKind(JournalFault.Kind.LOG_DIFFERS);
    }

    @Test
    void shouldLocateEveryChangedByteOfALog() throws IOException {
        byte[] whole = logs.files.get(PAPER);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            logs.files.put(PAPER, changed);
            List<JournalFault> faults = check();
            assertThat(faults).as("byte " + at).isNotEmpty();
            assertThat(faults.get(0).segment()).startsWith("paper.jsonl");
            assertThat(faults).noneMatch(fault -> fault.kind().mendedOnOpening());
        }
    }

    @Test
    void shouldNoticeLinesSwappedDoubledOrForeign() throws IOException {
        List<byte[]> swapped = new ArrayList<>(lines);
        swapped.set(1, lines.get(2));
        swapped.set(2, lines.get(1));
        logs.set(swapped, 5);
        assertKind(JournalFault.Kind.LOG_DIFFERS);

        List<byte[]> more = new ArrayList<>(lines);
        more.add(lines.get(4));
        logs.set(more, 5);
        assertKind(JournalFault.Kind.LOG_FOREIGN_LINE);

        logs.set(lines, 5);
        logs.files.put(new LogName("demo"), "{}\n".getBytes(StandardCharsets.UTF_8));
        assertKind(JournalFault.Kind.LOG_FOREIGN_LINE);
    }

    @Test
    void shouldNoticeAHeadThatIsMissingInvalidOrOfAnotherLine() throws IOException {
        logs.heads.put(PAPER, new DecisionLogs.Head.Missing());
        assertKind(JournalFault.Kind.HEAD_MISSING);
        logs.heads.put(PAPER, new DecisionLogs.Head.Invalid("a wrong HMAC"));
        assertKind(JournalFault.Kind.HEAD_INVALID);
        logs.heads.put(PAPER, new DecisionLogs.Head.Known(4, Digest.ZERO, true));
        assertKind(JournalFault.Kind.HEAD_DIFFERS);
        logs.heads.put(PAPER, new DecisionLogs.Head.Known(6, Digest.ZERO, true));
        assertKind(JournalFault.Kind.LOG_CUT);
    }

    /** The length of the first lines as a file. */
    private long end(int count) {
        return lines.subList(0, count).stream().mapToLong(line -> line.length + 1).sum();
    }

    private void assertPlace(String file, long line, long offset, long seq) throws IOException {
        assertThat(check())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.segment()).isEqualTo(file);
                            assertThat(fault.line()).isEqualTo(line);
                            assertThat(fault.byteOffset()).isEqualTo(offset);
                            assertThat(fault.seq()).isEqualTo(seq);
                        });
    }

    @Test
    void shouldSayWhereALogWasCutOrGrownOrLeftBehind() throws IOException {
        logs.set(lines.subList(0, 3), 5);
        assertPlace("paper.jsonl", 4, end(3), 6);

        logs.set(lines.subList(0, 3), 3);
        assertPlace("paper.jsonl", 4, end(3), 6);

        List<byte[]> more = new ArrayList<>(lines);
        more.add(lines.get(4));
        logs.set(more, 5);
        assertPlace("paper.jsonl", 6, end(5), 0);
    }

    @Test
    void shouldSayThatTheHeadIsWrongAndNotTheLog() throws IOException {
        logs.heads.put(PAPER, new DecisionLogs.Head.Invalid("a wrong HMAC"));

        assertPlace("paper.jsonl.head", 0, 0, 0);
    }

    @Test
    void shouldTakeALineThatLacksOnlyItsEndForATornWrite() throws IOException {
        logs.set(lines.subList(0, 4), 4);
        logs.append(lines.get(4));
        assertKind(JournalFault.Kind.LOG_BEHIND);

        logs.append(new byte[] {'x'});
        assertKind(JournalFault.Kind.LOG_DIFFERS);
    }

    @Test
    void shouldSayWhichHeadsNobodyHereCanCheck() throws IOException {
        Digest last = Digest.sha384(lines.get(4));
        DecisionLogCheck check = new DecisionLogCheck(logs);
        logs.heads.put(PAPER, new DecisionLogs.Head.Known(5, last, false));
        Fsck.Options options = new Fsck.Options(List.of(), Optional.empty(), List.of(check));

        FsckReport report = new Fsck(disk.directory("journal"), TestKeys.standard(), options).run();

        assertThat(report.faults()).isEmpty();
        assertThat(report.unchecked())
                .singleElement()
                .satisfies(
                        left -> {
                            assertThat(left.kind()).isEqualTo(NotChecked.Kind.LOG_HEAD_CODE);
                            assertThat(left.place()).isEqualTo("paper.jsonl");
                        });
        assertThat(logs.open).isZero();
    }

    private static final class FakeLogs implements DecisionLogs {

        private final TreeMap<LogName, byte[]> files = new TreeMap<>();
        private final TreeMap<LogName, Head> heads = new TreeMap<>();
        private int open;

        /** The log with these lines, and a head that vouches for the first of them. */
        void set(List<byte[]> lines, int head) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (byte[] line : lines) {
                bytes.writeBytes(line);
                bytes.write('\n');
            }
            files.clear();
            files.put(PAPER, bytes.toByteArray());
            Digest last =
                    head == 0 || head > lines.size()
                            ? Digest.ZERO
                            : Digest.sha384(lines.get(head - 1));
            heads.put(PAPER, new Head.Known(head, last, true));
        }

        void append(byte[] bytes) {
            byte[] file = files.get(PAPER);
            byte[] longer = Arrays.copyOf(file, file.length + bytes.length);
            System.arraycopy(bytes, 0, longer, file.length, bytes.length);
            files.put(PAPER, longer);
        }

        @Override
        public SortedSet<LogName> names() {
            return new TreeSet<>(files.keySet());
        }

        @Override
        public InputStream open(LogName log) {
            open++;
            return new FilterInputStream(
                    new ByteArrayInputStream(files.getOrDefault(log, new byte[0]))) {
                @Override
                public void close() throws IOException {
                    open--;
                    super.close();
                }
            };
        }

        @Override
        public Head head(LogName log) {
            return heads.getOrDefault(log, new Head.Missing());
        }
    }
}
