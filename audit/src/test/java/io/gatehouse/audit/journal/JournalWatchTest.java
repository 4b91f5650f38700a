package io.gatehouse.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.evidence.JournalPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch sees whatever was not written by the writer, and reads what was written once. */
class JournalWatchTest {

    @TempDir private Path home;

    private final StoryTeller story = new StoryTeller("watch");
    private Instant now = Instant.parse("2026-03-02T00:00:00Z");
    private Path directory;
    private SegmentJournal journal;
    private JournalWatch watch;

    @BeforeEach
    void open() throws IOException {
        directory = home.resolve("journal");
        journal =
                SegmentJournal.open(
                                JournalPlace.under(home, Optional.empty()),
                                TestKeys.standard(),
                                () -> now,
                                new JournalSettings(6_000, Duration.ZERO, Optional.empty()),
                                group -> {})
                        .journal();
        watch = new JournalWatch(directory, TestKeys.standard(), () -> now);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void append() throws IOException {
        watch.beforeWrite();
        journal.append(story.group(2), story.root());
        watch.afterWrite();
    }

    /** The same length again within one tick of the kernel leaves no mark: it has ticked since. */
    private void tick() throws IOException {
        Path probe = home.resolve("tick");
        Instant before = Files.getLastModifiedTime(directory.resolve(JournalHead.FILE)).toInstant();
        do {
            Files.writeString(probe, "x");
        } while (!Files.getLastModifiedTime(probe).toInstant().isAfter(before));
    }

    private Optional<JournalFault> check() throws IOException {
        JournalPosition end = journal.position();
        Optional<JournalFault> fault = watch.verify(end);
        return fault.isPresent() ? fault : watch.catchUp(end);
    }

    @Test
    void shouldReadEachGroupOnceOverManySegments() throws IOException {
        assertThat(check()).isEmpty();
        for (int i = 0; i < 60; i++) {
            append();
            assertThat(check()).as("group %d", i).isEmpty();
        }
        assertThat(Segments.list(DirectoryFiles.existing(directory))).hasSizeGreaterThan(5);
        // once for the empty journal, once when its first segment came
        assertThat(watch.readings()).isLessThanOrEqualTo(2);
    }

    @Test
    void shouldReadEverythingOnceAnHour() throws IOException {
        append();
        assertThat(check()).isEmpty();
        now = now.plus(Duration.ofMinutes(59));
        assertThat(check()).isEmpty();
        long before = watch.readings();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(check()).isEmpty();
        assertThat(watch.readings()).isEqualTo(before + 1);
    }

    @Test
    void shouldFindAFlippedBitInEveryByteOfEveryFile() throws IOException {
        for (int i = 0; i < 9; i++) {
            append();
        }
        assertThat(check()).isEmpty();
        tick();
        int tried = 0;
        for (String name : DirectoryFiles.existing(directory).list()) {
            Path file = directory.resolve(name);
            byte[] good = Files.readAllBytes(file);
            FileTime time = Files.getLastModifiedTime(file);
            for (int at = 0; at < good.length; at += 61) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << (at % 8));
                Files.write(file, bad);
                Files.setLastModifiedTime(file, time);
                assertThat(check()).as("%s, byte %d", name, at).isPresent();
                Files.write(file, good);
                assertThat(check()).isEmpty();
                tried++;
            }
        }
        System.out.println("watch: " + tried + " flipped bits, all found");
        assertThat(tried).isGreaterThan(100);
    }

    @Test
    void shouldFindWhatWasDoneBeforeTheWritersOwnNextWrite() throws IOException {
        append();
        assertThat(check()).isEmpty();
        tick();
        Path segment = directory.resolve(Segments.name(1));
        byte[] bad = Files.readAllBytes(segment);
        bad[40] ^= 1;
        Files.write(segment, bad);

        append();

        assertThat(check()).isPresent();
    }

    @Test
    void shouldFindARemovedAReplacedAnEmptyAndAnAddedFile() throws IOException {
        for (int i = 0; i < 9; i++) {
            append();
        }
        assertThat(check()).isEmpty();
        Path first = directory.resolve(Segments.name(1));
        Path aside = home.resolve("aside");
        Files.move(first, aside);
        assertThat(check()).isPresent();
        Files.copy(aside, first, StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(check()).as("the same bytes in another file are the same history").isEmpty();

        Path added = directory.resolve(Segments.name(1_000));
        Files.write(added, new byte[0]);
        assertThat(check()).isPresent();
        Files.delete(added);
        assertThat(check()).isEmpty();

        Path head = directory.resolve(JournalHead.FILE);
        byte[] good = Files.readAllBytes(head);
        append();
        Files.write(head, good);
        assertThat(check().orElseThrow().kind()).isEqualTo(JournalFault.Kind.HEAD_DIFFERS);
        Files.delete(head);
        assertThat(check().orElseThrow().kind()).isEqualTo(JournalFault.Kind.HEAD_MISSING);
    }

    @Test
    void shouldFindAHistoryThatWasCutAtAGroup() throws IOException {
        append();
        byte[] shorter = Files.readAllBytes(directory.resolve(Segments.name(1)));
        append();
        assertThat(check()).isEmpty();
        Files.write(directory.resolve(Segments.name(1)), shorter);

        assertThat(check().orElseThrow().kind()).isEqualTo(JournalFault.Kind.CUT);
    }
}
