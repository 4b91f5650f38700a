package io.gatehouse.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.FakeDisk;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.journal.JournalSettings;
import io.gatehouse.audit.journal.SampleJournal;
import io.gatehouse.audit.journal.SegmentJournal;
import io.gatehouse.audit.journal.TestKeys;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.testkit.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever is changed in a journal of 60 events is noticed, and where.
 *
 * <p>With the property {@code gatehouse.campaign} every bit is changed; without it a part of them.
 * How many truncations are tried, the printed counts tell.
 */
class TamperTest {

    private static final CommitKeys KEYS = TestKeys.standard();
    private static SampleJournal sample;
    private static SampleJournal foreign;
    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");
    private static final int[] LOW = {0x01};
    private static final int[] CASE = {0x20};
    private static final int[] ALL = {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80};
    private static final int[] NONE = {};

    @BeforeAll
    static void write() throws IOException {
        sample = SampleJournal.of("here", 60, 40_000);
        foreign = SampleJournal.of("there", 60, 40_000);
        assertThat(sample.segments()).hasSize(2);
        assertThat(sample.positions).hasSize(24);
    }

    private static FsckReport fsck(FakeDisk disk, CommitKeys keys) {
        try {
            return new Fsck(disk.directory("journal"), keys, Fsck.Options.NONE).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FakeDisk with(String path, byte[] bytes) {
        FakeDisk disk = sample.disk.copy();
        disk.put(path, bytes);
        return disk;
    }

    @Test
    void shouldFindTheUntouchedJournalSound() {
        FsckReport report = fsck(sample.disk, KEYS);

        assertThat(report.faults()).isEmpty();
        assertThat(report.unchecked()).isEmpty();
        assertThat(report.events()).isEqualTo(60);
        assertThat(report.groups()).isEqualTo(24);
    }

    /**
     * A bit of every byte of a journal of 8 events; of that of 60, of every 83rd. In a campaign
     * every bit of both, the longer one in shorter segments: each change reads its segment again.
     */
    @Test
    void shouldLocateEveryChangedByteOfEverySegment() throws IOException {
        SampleJournal small = SampleJournal.of("small", 8, 3_000);
        int bytes = size(small);
        int ofSmall = requireLocated(small, 8, 1);
        int stride = CAMPAIGN ? 1 : 83;
        SampleJournal large = CAMPAIGN ? SampleJournal.of("large", 60, 5_000) : sample;
        int ofLarge = requireLocated(large, 60, stride);
        System.out.printf(
                "tamper: every byte of %d, %d changes; one in %d of %d, %d changes; all located%n",
                bytes, ofSmall, stride, size(large), ofLarge);
        assertThat(small.segments()).hasSizeGreaterThan(1);
        assertThat(ofSmall).isEqualTo(CAMPAIGN ? bytes * 8 : bytes).isGreaterThan(5_000);
        if (CAMPAIGN) {
            assertThat(ofLarge).isEqualTo(size(large) * 8).isGreaterThan(400_000);
        } else {
            assertThat(ofLarge).isGreaterThan(500);
        }
    }

    private static int size(SampleJournal journal) throws IOException {
        int bytes = 0;
        for (String path : journal.segments()) {
            bytes += journal.disk.bytes(path).length;
        }
        return bytes;
    }

    private static int requireLocated(SampleJournal journal, int events, int stride)
            throws IOException {
        int changes = 0;
        List<String> paths = journal.segments();
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            long from = firstEvent(path);
            long to = i + 1 < paths.size() ? firstEvent(paths.get(i + 1)) - 1 : Long.MAX_VALUE;
            byte[] file = journal.disk.bytes(path);
            FakeDisk disk = journal.disk.copy();
            long line = 1;
            for (int at = 0; at < file.length; at++) {
                for (int mask :
                        at % stride != 0 ? NONE : CAMPAIGN ? ALL : at % 2 == 0 ? LOW : CASE) {
                    byte[] changed = file.clone();
                    changed[at] ^= (byte) mask;
                    disk.put(path, changed);
                    requireLocated(disk, path, from, to, events, line, at);
                    changes++;
                }
                line += file[at] == '\n' ? 1 : 0;
            }
        }
        return changes;
    }

    private static long firstEvent(String path) {
        return Long.parseLong(path.substring(8, 28));
    }

    /** Reads the segment alone, chained to the one before: quicker than all, and as strict. */
    private static void requireLocated(
            FakeDisk disk, String path, long from, long to, int events, long line, int at)
            throws IOException {
        JournalReader reader = new JournalReader(disk.directory("journal"), KEYS);
        JournalFault fault;
        try {
            JournalReader.Summary summary = reader.read(from, to, event -> {});
            fault =
                    summary.tail()
                            .orElseThrow(
                                    () ->
                                            new AssertionError(
                                                    path + " byte " + at + ": not noticed"));
            // a torn end, but the head knows of more: Fsck and the writer call it cut
            assertThat(summary.position().seq()).isLessThan(events);
        } catch (JournalFaultException e) {
            fault = e.fault();
        }
        boolean located =
                path.endsWith(fault.segment())
                        && (fault.line() == line || fault.line() == line + 1);
        if (!located) {
            throw new AssertionError(path + " byte " + at + " in line " + line + ": " + fault);
        }
    }

    @Test
    void shouldLocateEveryChangedByteOfTheHead() {
        byte[] head = sample.disk.bytes(SampleJournal.HEAD);
        int changes = 0;
        for (int at = 0; at < head.length; at++) {
            for (int mask : CAMPAIGN ? ALL : at % 2 == 0 ? LOW : CASE) {
                byte[] changed = head.clone();
                changed[at] ^= (byte) mask;
                FsckReport report = fsck(with(SampleJournal.HEAD, changed), KEYS);
                assertThat(report.sound()).isFalse();
                assertThat(report.faults().get(0).segment()).isEqualTo("head.json");
                changes++;
            }
        }
        System.out.printf("tamper: every byte of the head, %d changes, all found%n", changes);
        assertThat(changes).isEqualTo(CAMPAIGN ? 512 * 8 : 512);
    }

    /** Without the secret the codes are not looked at; everything else is. */
    @Test
    void shouldMissOnlyChangesOfTheCodesWithoutTheKey() throws IOException {
        int missed = 0;
        int inCodes = 0;
        for (String path : sample.segments()) {
            byte[] file = sample.disk.bytes(path);
            String text = new String(file, StandardCharsets.UTF_8);
            boolean[] code = new boolean[file.length];
            for (int at = text.indexOf("\"hmac\":\"");
                    at >= 0;
                    at = text.indexOf("\"hmac\":\"", at + 1)) {
                for (int i = 0; i < 64; i++) {
                    code[at + 8 + i] = true;
                }
            }
            for (int at = 0; at < file.length; at += 61) {
                byte[] changed = file.clone();
                changed[at] ^= 0x01;
                FsckReport report = fsck(with(path, changed), TestKeys.auditor());
                assertThat(report.unchecked()).isNotEmpty();
                inCodes += code[at] ? 1 : 0;
                if (report.sound()) {
                    missed++;
                    assertThat(code[at]).as(path + " byte " + at).isTrue();
                }
            }
        }
        System.out.printf("tamper without key: %d of %d changed codes missed%n", missed, inCodes);
        assertThat(missed).isPositive().isLessThanOrEqualTo(inCodes);
    }

    @Test
    void shouldNoticeEveryLineRemovedDoubledSwappedOrSplicedIn() throws IOException {
        int[] tried = new int[5];
        for (String path : sample.segments()) {
            List<byte[]> lines = SampleJournal.lines(sample.disk.bytes(path));
            List<byte[]> others = SampleJournal.lines(foreign.disk.bytes(path));
            for (int i = 0; i < lines.size(); i++) {
                int at = i;
                tried[0] += requireNoticed(path, lines, copy -> copy.remove(at));
                tried[1] += requireNoticed(path, lines, copy -> copy.add(at, lines.get(at)));
                tried[3] += requireNoticed(path, lines, copy -> copy.set(at, others.get(at)));
                tried[4] += requireNoticed(path, lines, copy -> copy.add(at, others.get(at)));
                for (int j = i + 1; j < lines.size(); j += CAMPAIGN || j == i + 1 ? 1 : 5) {
                    int other = j;
                    tried[2] +=
                            requireNoticed(
                                    path,
                                    lines,
                                    copy -> {
                                        copy.set(at, lines.get(other));
                                        copy.set(other, lines.get(at));
                                    });
                }
            }
        }
        System.out.printf(
                "tamper with lines: %d removed, %d doubled, %d swapped, %d replaced, %d inserted%n",
                tried[0], tried[1], tried[2], tried[3], tried[4]);
        assertThat(tried[0]).isEqualTo(84);
        assertThat(tried[2]).isGreaterThan(CAMPAIGN ? 1_000 : 250);
    }

    @Test
    void shouldNoticeEveryGroupRemovedDoubledSwappedOrSplicedIn() throws IOException {
        int tried = 0;
        for (String path : sample.segments()) {
            List<byte[]> groups = groups(sample.disk.bytes(path));
            List<byte[]> others = groups(foreign.disk.bytes(path));
            for (int i = 0; i < groups.size(); i++) {
                int at = i;
                tried += requireNoticed(path, groups, copy -> copy.remove(at));
                tried += requireNoticed(path, groups, copy -> copy.add(at, groups.get(at)));
                tried += requireNoticed(path, groups, copy -> copy.set(at, others.get(at)));
                for (int j = i + 1; j < groups.size(); j++) {
                    int other = j;
                    tried +=
                            requireNoticed(
                                    path,
                                    groups,
                                    copy -> {
                                        copy.set(at, groups.get(other));
                                        copy.set(other, groups.get(at));
                                    });
                }
            }
        }
        System.out.printf("tamper with groups: %d%n", tried);
        assertThat(tried).isGreaterThan(150);
    }

    @Test
    void shouldNoticeEverySegmentRemovedReplacedOrRenamed() throws IOException {
        List<String> paths = sample.segments();
        for (String path : paths) {
            FakeDisk removed = sample.disk.copy();
            removed.remove(path);
            assertThat(fsck(removed, KEYS).sound()).isFalse();

            assertThat(fsck(with(path, foreign.disk.bytes(path)), KEYS).sound()).isFalse();
            assertThat(fsck(with(path, new byte[0]), KEYS).sound()).isFalse();
        }
        FakeDisk swapped = sample.disk.copy();
        swapped.put(paths.get(0), sample.disk.bytes(paths.get(1)));
        swapped.put(paths.get(1), sample.disk.bytes(paths.get(0)));
        assertThat(fsck(swapped, KEYS).sound()).isFalse();

        FakeDisk headless = sample.disk.copy();
        headless.remove(SampleJournal.HEAD);
        assertThat(fsck(headless, KEYS).faults())
                .extracting(JournalFault::kind)
                .containsExactly(JournalFault.Kind.HEAD_MISSING);

        FakeDisk stranger = with("journal/notes.txt", new byte[0]);
        assertThat(fsck(stranger, KEYS).faults())
                .extracting(JournalFault::kind)
                .containsExactly(JournalFault.Kind.FOREIGN_FILE);
    }

    private static List<byte[]> groups(byte[] file) {
        List<byte[]> groups = new ArrayList<>();
        ByteArrayOutputStream group = new ByteArrayOutputStream();
        for (byte[] line : SampleJournal.lines(file)) {
            group.writeBytes(line);
            if (SampleJournal.isCommit(line)) {
                groups.add(group.toByteArray());
                group.reset();
            }
        }
        return groups;
    }

    private static int requireNoticed(
            String path, List<byte[]> parts, Consumer<List<byte[]>> change) {
        List<byte[]> copy = new ArrayList<>(parts);
        change.accept(copy);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy.forEach(bytes::writeBytes);
        FsckReport report = fsck(with(path, bytes.toByteArray()), KEYS);
        assertThat(report.sound()).isFalse();
        return 1;
    }

    /** With a current head every truncation is a cut; the writer refuses and changes nothing. */
    @Test
    void shouldNoticeEveryTruncationByTheHead() throws IOException {
        String path = sample.segments().get(1);
        byte[] file = sample.disk.bytes(path);
        int cut = 0;
        int refused = 0;
        int early = CAMPAIGN ? 7 : 61;
        int late = CAMPAIGN ? 1 : 7;
        for (int length = 0;
                length < file.length;
                length += length < file.length - 1500 ? early : late) {
            FakeDisk disk = with(path, Arrays.copyOf(file, length));
            FsckReport report = fsck(disk, KEYS);
            assertThat(report.faults())
                    .as("length " + length)
                    .extracting(JournalFault::kind)
                    .contains(JournalFault.Kind.CUT);
            cut++;
            if (length % 5 == 0) {
                assertThat(openFault(disk)).isEqualTo(JournalFault.Kind.CUT);
                assertThat(disk.bytes(path)).hasSize(length);
                refused++;
            }
        }
        System.out.printf(
                "truncation: %d lengths, all noticed; %d openings refused%n", cut, refused);
        assertThat(cut).isGreaterThan(CAMPAIGN ? 2_500 : 300);
        assertThat(refused).isGreaterThan(CAMPAIGN ? 400 : 60);
    }

    /** With a head that is behind, as after a power failure, what is left is a torn write. */
    @Test
    void shouldTakeATruncationBeyondTheHeadForATornWrite() throws IOException {
        String path = sample.segments().get(1);
        byte[] file = sample.disk.bytes(path);
        List<byte[]> groups = groups(file);
        int behind = file.length - groups.get(groups.size() - 1).length;
        FakeDisk earlier = headAfter(sample.positions.size() - 1);
        int torn = 0;
        int step = CAMPAIGN ? 3 : 29;
        for (int length = behind; length < file.length; length += length > behind ? step : 1) {
            FakeDisk disk = earlier.copy();
            disk.put(path, Arrays.copyOf(file, length));
            FsckReport report = fsck(disk, KEYS);
            assertThat(report.sound()).isTrue();
            assertThat(report.faults()).hasSize(length == behind ? 0 : 1);
            SegmentJournal.Opened opened = open(disk);
            assertThat(opened.journal().position())
                    .isEqualTo(sample.positions.get(sample.positions.size() - 2));
            assertThat(opened.cuts()).hasSize(length == behind ? 0 : 1);
            torn += opened.cuts().size();
        }
        System.out.printf("truncation beyond the head: %d torn writes%n", torn);
        assertThat(torn).isGreaterThan(CAMPAIGN ? 900 : 90);
    }

    /** The whole journal, with the head as it was after that many groups. */
    private static FakeDisk headAfter(int groups) throws IOException {
        int events = (int) sample.positions.get(groups - 1).seq();
        SampleJournal shorter = SampleJournal.of("here", events, 40_000);
        assertThat(shorter.positions).isEqualTo(sample.positions.subList(0, groups));
        return with(SampleJournal.HEAD, shorter.disk.bytes(SampleJournal.HEAD));
    }

    @Test
    void shouldRefuseYesterdayOnlyWhenTodayIsKnownFromElsewhere() throws IOException {
        SampleJournal yesterday = SampleJournal.of("here", 40, 40_000);
        JournalPosition today = sample.positions.get(sample.positions.size() - 1);

        assertThat(fsck(yesterday.disk, KEYS).faults()).isEmpty();
        assertThat(expecting(yesterday, today))
                .extracting(JournalFault::kind)
                .containsExactly(JournalFault.Kind.ROLLED_BACK);
        assertThat(expecting(sample, today)).isEmpty();
        assertThat(expecting(sample, yesterday.positions.get(3))).isEmpty();
        assertThat(expecting(foreign, yesterday.positions.get(3)))
                .extracting(JournalFault::kind)
                .containsExactly(JournalFault.Kind.ROLLED_BACK);

        FakeDisk mirrored = yesterday.disk.copy();
        mirrored.put("mirror/head.json", sample.disk.bytes("mirror/head.json"));
        Fsck.Options mirror =
                new Fsck.Options(List.of(), Optional.of(mirrored.directory("mirror")), List.of());
        assertThat(new Fsck(mirrored.directory("journal"), KEYS, mirror).run().faults())
                .extracting(JournalFault::kind)
                .containsExactly(JournalFault.Kind.CUT);
        assertThat(openFault(mirrored)).isEqualTo(JournalFault.Kind.CUT);
    }

    private static List<JournalFault> expecting(SampleJournal journal, JournalPosition position)
            throws IOException {
        Fsck.Options options = new Fsck.Options(List.of(position), Optional.empty(), List.of());
        return new Fsck(journal.disk.directory("journal"), KEYS, options).run().faults();
    }

    @Test
    void shouldReportOneDamageOfEachSegment() throws IOException {
        SampleJournal many = SampleJournal.of("many", 40, 5_000);
        FakeDisk disk = many.disk.copy();
        List<String> paths = many.segments();
        for (int i : new int[] {1, 3}) {
            byte[] file = disk.bytes(paths.get(i));
            file[10] ^= 1;
            disk.put(paths.get(i), file);
        }

        List<JournalFault> faults = fsck(disk, KEYS).faults();

        assertThat(faults)
                .extracting(f -> "journal/" + f.segment())
                .containsExactly(paths.get(1), paths.get(3));
    }

    /** Random damage never makes the reader throw anything but its own faults, or pass. */
    @Test
    void shouldSurviveRandomDamage() throws IOException {
        long seed = 42;
        Random random = new Random(seed);
        int tried = 0;
        int sound = 0;
        SampleJournal small = SampleJournal.of("fuzz", 12, 5_000);
        List<String> paths = new ArrayList<>(small.segments());
        paths.add(SampleJournal.HEAD);
        int inputs = CAMPAIGN ? 3_000 : 1_000;
        for (int i = 0; i < inputs; i++) {
            String path = paths.get(random.nextInt(paths.size()));
            byte[] bytes = small.disk.bytes(path);
            byte[] mutated = Mutations.mutate(bytes, random);
            if (Arrays.equals(bytes, mutated)) {
                continue;
            }
            FakeDisk disk = small.disk.copy();
            disk.put(path, mutated);
            tried++;
            boolean last = path.equals(paths.get(paths.size() - 2));
            boolean appended =
                    last
                            && mutated.length > bytes.length
                            && Arrays.equals(bytes, Arrays.copyOf(mutated, bytes.length));
            try {
                FsckReport report = fsck(disk, KEYS);
                sound += report.sound() ? 1 : 0;
                assertThat(report.sound()).as("seed " + seed + " input " + i).isEqualTo(appended);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " input " + i, e);
            }
        }
        System.out.printf("fuzz of fsck: %d inputs, %d only a torn end%n", tried, sound);
        assertThat(tried).isGreaterThan(inputs - 100);
    }

    private static SegmentJournal.Opened open(FakeDisk disk) throws IOException {
        return SegmentJournal.open(
                disk.place(),
                KEYS,
                InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z")),
                JournalSettings.DEFAULTS,
                group -> {});
    }

    private static JournalFault.Kind openFault(FakeDisk disk) throws IOException {
        try {
            SegmentJournal.open(
                    disk.mirroredPlace(),
                    KEYS,
                    InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z")),
                    JournalSettings.DEFAULTS,
                    group -> {});
            throw new AssertionError("opened");
        } catch (JournalFaultException e) {
            return e.fault().kind();
        }
    }
}
