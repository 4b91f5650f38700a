package io.gatehouse.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.port.Journal.JournalStopped;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentJournalTest extends JournalContract {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z"));

    private final FakeDisk disk = new FakeDisk();
    private final StoryTeller story = new StoryTeller("segment");

    @Override
    protected Journal open() throws IOException {
        return open(disk, JournalSettings.DEFAULTS);
    }

    @Override
    protected List<Recorded> readAll() throws IOException {
        List<Recorded> events = new ArrayList<>();
        reader(disk).read(1, events::add);
        return events;
    }

    @Override
    protected void breakNextWrite() {
        disk.failAt(disk.operations() + 1, FakeDisk.Failure.EIO);
    }

    private static SegmentJournal open(FakeDisk disk, JournalSettings settings) throws IOException {
        return SegmentJournal.open(disk.place(), TestKeys.standard(), CLOCK, settings, group -> {})
                .journal();
    }

    private static JournalReader reader(FakeDisk disk) {
        return new JournalReader(disk.directory("journal"), TestKeys.standard());
    }

    private static JournalSettings segmentsOf(long bytes) {
        return new JournalSettings(bytes, Duration.ofSeconds(1), Optional.empty());
    }

    @Test
    void shouldRollSegmentsAndFindEventsByName() throws IOException {
        try (SegmentJournal journal = open(disk, segmentsOf(3000))) {
            for (int i = 0; i < 12; i++) {
                journal.append(story.group(2), story.root());
            }
        }

        List<String> segments = Segments.list(disk.directory("journal"));
        assertThat(segments).hasSizeGreaterThan(3).startsWith(Segments.name(1));
        for (long seq = 1; seq <= 24; seq++) {
            long wanted = seq;
            List<Recorded> found = new ArrayList<>();
            JournalReader.Summary summary = reader(disk).read(seq, seq, found::add);
            assertThat(found).singleElement().matches(event -> event.seq() == wanted);
            assertThat(summary.events()).isEqualTo(1);
            assertThat(reader(disk).locate(seq)).isPresent();
        }
    }

    @Test
    void shouldNameTheInstallationInEveryEventAndRefuseThoseOfAnother() throws IOException {
        JournalSettings here = JournalSettings.DEFAULTS.of(new InstallationId("here"));
        try (SegmentJournal journal = open(disk, here)) {
            journal.append(story.group(2), story.root());
        }
        assertThat(
                        new String(
                                disk.bytes("journal/" + Segments.name(1)),
                                java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"installation\":\"here\"");

        assertFault(
                () -> open(disk, JournalSettings.DEFAULTS.of(new InstallationId("there"))),
                JournalFault.Kind.EVENT_INSTALLATION);
        assertFault(
                () -> open(disk, JournalSettings.DEFAULTS), JournalFault.Kind.EVENT_INSTALLATION);
    }

    @Test
    void shouldKeepTheHeadEqualToTheLastCommit() throws IOException {
        try (SegmentJournal journal = open(disk, JournalSettings.DEFAULTS)) {
            journal.append(story.group(2), story.root());
            Digest root = story.root();
            JournalHead head = reader(disk).head().orElseThrow();
            assertThat(head.position()).isEqualTo(journal.position());
            assertThat(head.root()).isEqualTo(root);
            assertThat(disk.bytes("journal/head.json")).hasSize(JournalHead.SIZE);
        }
    }

    @Test
    void shouldForceTheHeadWhenItIsDueAndWhenAsked() throws IOException {
        MovableClock clock = new MovableClock();
        SegmentJournal journal =
                SegmentJournal.open(
                                disk.mirroredPlace(),
                                TestKeys.standard(),
                                clock,
                                JournalSettings.DEFAULTS,
                                group -> {})
                        .journal();
        journal.append(story.group(1), story.root());
        assertThat(durableHead()).isEqualTo(0);

        clock.now = clock.now.plusMillis(999);
        journal.append(story.group(1), story.root());
        assertThat(durableHead()).isEqualTo(0);

        clock.now = clock.now.plusMillis(1);
        journal.append(story.group(1), story.root());
        assertThat(durableHead()).isEqualTo(3);

        journal.append(story.group(1), story.root());
        journal.syncHead();
        assertThat(durableHead()).isEqualTo(4);

        clock.now = clock.now.minusSeconds(3600);
        journal.append(story.group(1), story.root());
        assertThat(durableHead()).isEqualTo(5);

        journal.append(story.group(1), story.root());
        journal.close();
        assertThat(durableHead()).isEqualTo(6);
        assertThat(disk.bytes("mirror/head.json")).isEqualTo(disk.bytes("journal/head.json"));
    }

    private long durableHead() throws IOException {
        FakeDisk after = disk.afterPowerFailure(FakeDisk.Loss.EVERYTHING, false);
        return reader(after).head().orElseThrow().seq();
    }

    @Test
    void shouldQuarantineATornTailAndReportItUntilItIsJournalled() throws IOException {
        try (SegmentJournal journal = open(disk, JournalSettings.DEFAULTS)) {
            journal.append(story.group(2), story.root());
        }
        String segment = "journal/" + Segments.name(1);
        byte[] whole = disk.bytes(segment);
        byte[] torn = Arrays.copyOf(whole, whole.length + 5);
        Arrays.fill(torn, whole.length, torn.length, (byte) '{');
        disk.put(segment, torn);

        List<TailCut> cuts = opened(disk).cuts();

        TailCut cut = cuts.get(0);
        assertThat(cuts).hasSize(1);
        assertThat(cut.segment()).isEqualTo(Segments.name(1));
        assertThat(cut.offset()).isEqualTo(whole.length);
        assertThat(cut.length()).isEqualTo(5);
        assertThat(disk.bytes("quarantine/" + Segments.name(1) + "-" + whole.length + ".bin"))
                .isEqualTo("{{{{{".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(disk.bytes(segment)).isEqualTo(whole);

        SegmentJournal.Opened again = opened(disk);
        assertThat(again.cuts()).isEqualTo(cuts);
        again.journal().append(List.of(story.tailCut(cut)), story.root());
        again.journal().close();
        assertThat(opened(disk).cuts()).isEmpty();
    }

    @Test
    void shouldNeverOverwriteAnEarlierQuarantine() throws IOException {
        try (SegmentJournal journal = open(disk, JournalSettings.DEFAULTS)) {
            journal.append(story.group(2), story.root());
        }
        String segment = "journal/" + Segments.name(1);
        byte[] whole = disk.bytes(segment);
        for (String tail : List.of("{x", "{y", "{x")) {
            byte[] torn = Arrays.copyOf(whole, whole.length + 2);
            torn[whole.length] = (byte) tail.charAt(0);
            torn[whole.length + 1] = (byte) tail.charAt(1);
            disk.put(segment, torn);
            opened(disk).journal().close();
        }
        assertThat(disk.paths().stream().filter(path -> path.startsWith("quarantine/"))).hasSize(2);
        assertThat(opened(disk).cuts()).hasSize(2);
    }

    @Test
    void shouldRefuseToWriteWhenAnotherWriterChangedTheSegment() throws IOException {
        SegmentJournal one = open(disk, JournalSettings.DEFAULTS);
        one.append(story.group(1), story.root());
        SegmentJournal two = open(disk, JournalSettings.DEFAULTS);
        two.append(story.group(1), story.root());

        assertThatThrownBy(() -> one.append(story.group(1), story.root()))
                .isInstanceOf(JournalStopped.class);
        two.append(story.group(1), story.root());
        assertThat(readAll()).hasSize(3);
    }

    @Test
    void shouldStopWhenItsKeyIsNoLongerUsable() throws IOException {
        MovableClock clock = new MovableClock();
        SegmentJournal journal =
                SegmentJournal.open(
                                disk.place(),
                                TestKeys.validUntil(clock.now.plusSeconds(60)),
                                clock,
                                JournalSettings.DEFAULTS,
                                group -> {})
                        .journal();
        journal.append(story.group(1), story.root());
        clock.now = clock.now.plusSeconds(61);

        assertThatThrownBy(() -> journal.append(story.group(1), story.root()))
                .isInstanceOf(JournalStopped.class);
        assertThat(readAll()).hasSize(1);
    }

    @Test
    void shouldRefuseToOpenWithoutTheSecretOrWithAnother() throws IOException {
        try (SegmentJournal journal = open(disk, JournalSettings.DEFAULTS)) {
            journal.append(story.group(1), story.root());
        }
        FakeDisk before = disk.copy();

        assertFault(() -> open(disk, TestKeys.auditor()), JournalFault.Kind.COMMIT_KEY_ABSENT);
        assertFault(() -> open(disk, TestKeys.of("journal-1", 2)), JournalFault.Kind.HEAD_INVALID);
        assertFault(() -> open(disk, TestKeys.of("journal-2", 1)), JournalFault.Kind.HEAD_INVALID);

        assertThat(disk.paths()).isEqualTo(before.paths());
        for (String path : disk.paths()) {
            assertThat(disk.bytes(path)).isEqualTo(before.bytes(path));
        }
    }

    private static SegmentJournal open(FakeDisk disk, CommitKeys keys) throws IOException {
        return SegmentJournal.open(disk.place(), keys, CLOCK, JournalSettings.DEFAULTS, group -> {})
                .journal();
    }

    private static SegmentJournal.Opened opened(FakeDisk disk) throws IOException {
        return SegmentJournal.open(
                disk.place(), TestKeys.standard(), CLOCK, JournalSettings.DEFAULTS, group -> {});
    }

    private static void assertFault(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, JournalFault.Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JournalFaultException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(kind));
    }

    private static final class MovableClock implements InstantSource {

        private Instant now = Instant.parse("2026-03-02T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }
    }
}
