package io.gatehouse.audit.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.state.AggregateId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check of a journal alone: one thing is forged, and all that follows is made to fit it. */
class ForgedJournalTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final Digest ROOT = Digest.sha384(new byte[] {7});
    private static final Digest OTHER = Digest.sha384(new byte[] {8});

    @TempDir Path directory;

    /** Lines that are chained and signed as they are added. */
    private static final class Forge {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private CommitKeys keys = TestKeys.standard();
        private Optional<InstallationId> installation = Optional.of(new InstallationId("bot-1"));
        private long seq;
        private long first = 1;
        private Digest previous = Digest.ZERO;
        private Digest lastCommit = Digest.ZERO;
        private Instant time = START;

        Forge line(byte[] line) {
            bytes.writeBytes(line);
            bytes.write('\n');
            return this;
        }

        Forge event() {
            return event(seq + 1, previous, time);
        }

        Forge event(long number, Digest chain, Instant at) {
            seq = number;
            Draft draft =
                    new Draft(
                            at,
                            "RESUMED",
                            1,
                            AggregateId.LEDGER,
                            ROOT,
                            ROOT,
                            JsonObject.of("n", number));
            byte[] line = EventLine.encode(number, chain, installation, draft);
            previous = Digest.sha384(line);
            return line(line);
        }

        Forge commit() {
            return commit(first, seq, previous, lastCommit, time);
        }

        Forge commit(long from, long number, Digest digest, Digest chain, Instant at) {
            byte[] line = CommitRecord.signed(from, number, digest, ROOT, chain, at, keys).bytes();
            lastCommit = Digest.sha384(line);
            first = seq + 1;
            return line(line);
        }
    }

    private JournalReader reader() throws IOException {
        return new JournalReader(DirectoryFiles.existing(directory), TestKeys.standard());
    }

    private JournalReader.Summary read(Forge... segments) throws IOException {
        long from = 1;
        for (Forge segment : segments) {
            Files.write(directory.resolve(Segments.name(from)), segment.bytes.toByteArray());
            from = segment.seq + 1;
        }
        return reader().groups(group -> assertThat(group.authenticated()).isTrue());
    }

    private void refuses(JournalFault.Kind kind, long line, Consumer<Forge> story) {
        Forge forge = new Forge();
        story.accept(forge);
        // whatever was forged, what comes after it fits
        forge.time = forge.time.plusSeconds(60);
        forge.event().commit();
        assertThatThrownBy(() -> read(forge))
                .as(kind.toString())
                .isInstanceOfSatisfying(
                        JournalFaultException.class,
                        e -> {
                            assertThat(e.fault().kind()).isEqualTo(kind);
                            assertThat(e.fault().line()).isEqualTo(line);
                            assertThat(e.fault().segment()).isEqualTo(Segments.name(1));
                        });
    }

    @Test
    void shouldReadAJournalThatIsWhole() throws IOException {
        Forge forge = new Forge().event().event().commit().event().commit();
        JournalReader.Summary summary = read(forge);
        assertThat(summary.events()).isEqualTo(3);
        assertThat(summary.groups()).isEqualTo(2);
        assertThat(summary.unauthenticated()).isZero();
        assertThat(summary.tail()).isEmpty();
        assertThat(summary.position().seq()).isEqualTo(3);
        assertThat(summary.position().digest()).isEqualTo(forge.previous);
        List<JournalGroup> groups = new ArrayList<>();
        JournalReader.Summary auditor =
                new JournalReader(DirectoryFiles.existing(directory), TestKeys.auditor())
                        .groups(groups::add);
        assertThat(auditor.unauthenticated()).isEqualTo(2);
        assertThat(groups).noneMatch(JournalGroup::authenticated);
        assertThat(groups.get(0).offset()).isZero();
        assertThat(groups.get(1).offset()).isEqualTo(groups.get(0).end());
        assertThat(groups.get(1).end()).isEqualTo(forge.bytes.size());
        // times may be equal, and a write may hold several groups
        assertThat(
                        read(new Forge()
                                        .event()
                                        .commit()
                                        .event()
                                        .commit(1, 2, last(), lastCommit(), START))
                                .events())
                .isEqualTo(2);
    }

    private static Forge twoEvents() {
        return new Forge().event().commit().event();
    }

    private static Digest last() {
        return twoEvents().previous;
    }

    private static Digest lastCommit() {
        return twoEvents().lastCommit;
    }

    @Test
    void shouldFindAnEventThatIsNotTheNext() {
        refuses(
                JournalFault.Kind.EVENT_NUMBER,
                2,
                f -> f.event().event(3, f.previous, START).commit());
        refuses(
                JournalFault.Kind.EVENT_NUMBER,
                2,
                f -> f.event().event(1, f.previous, START).commit());
        refuses(JournalFault.Kind.EVENT_CHAIN, 2, f -> f.event().event(2, OTHER, START).commit());
        refuses(
                JournalFault.Kind.EVENT_TIME,
                2,
                f -> f.event().event(2, f.previous, START.minusNanos(1)).commit());
        refuses(
                JournalFault.Kind.EVENT_INSTALLATION,
                2,
                f -> {
                    f.event();
                    f.installation = Optional.of(new InstallationId("bot-2"));
                    f.event().commit();
                });
        refuses(
                JournalFault.Kind.EVENT_INSTALLATION,
                2,
                f -> {
                    f.event();
                    f.installation = Optional.empty();
                    f.event().commit();
                });
    }

    @Test
    void shouldFindACommitRecordThatDoesNotFitItsEvents() {
        refuses(
                JournalFault.Kind.COMMIT_NUMBER,
                2,
                f -> f.event().commit(1, 2, f.previous, f.lastCommit, START));
        refuses(JournalFault.Kind.COMMIT_NUMBER, 3, f -> f.event().commit().commit());
        refuses(
                JournalFault.Kind.COMMIT_NUMBER,
                3,
                f -> f.event().event().commit(2, 2, f.previous, f.lastCommit, START));
        refuses(
                JournalFault.Kind.COMMIT_DIGEST,
                2,
                f -> f.event().commit(1, 1, OTHER, f.lastCommit, START));
        refuses(
                JournalFault.Kind.COMMIT_CHAIN,
                4,
                f -> f.event().commit().event().commit(2, 2, f.previous, OTHER, START));
        refuses(
                JournalFault.Kind.COMMIT_TIME,
                2,
                f -> f.event().commit(1, 1, f.previous, f.lastCommit, START.minusNanos(1)));
        refuses(
                JournalFault.Kind.COMMIT_TIME,
                4,
                f ->
                        f.event()
                                .commit(1, 1, f.previous, f.lastCommit, START.plusSeconds(9))
                                .event()
                                .commit(2, 2, f.previous, f.lastCommit, START.plusSeconds(8)));
    }

    @Test
    void shouldFindACommitRecordOfAnotherKey() {
        refuses(
                JournalFault.Kind.COMMIT_CODE,
                2,
                f -> {
                    f.event();
                    f.keys = TestKeys.of("journal-1", 2);
                    f.commit();
                    f.keys = TestKeys.standard();
                });
        refuses(
                JournalFault.Kind.COMMIT_KEY,
                2,
                f -> {
                    f.event();
                    f.keys = TestKeys.of("journal-2", 1);
                    f.commit();
                    f.keys = TestKeys.standard();
                });
    }

    /** A crash leaves the rest of one write behind; what follows in another write is no crash. */
    @Test
    void shouldTakeDamageForATornEndOnlyWhereNoLaterWriteFollows() throws IOException {
        record Damage(String text, JournalFault.Kind kind) {}
        for (Damage damage :
                List.of(
                        new Damage("x", JournalFault.Kind.LINE_NOT_JSON),
                        new Damage("{", JournalFault.Kind.LINE_NOT_JSON),
                        new Damage("", JournalFault.Kind.LINE_FORM),
                        new Damage("{}\r", JournalFault.Kind.LINE_FORM))) {
            byte[] line = bytes(damage.text());
            Forge torn = new Forge().event().commit().line(line).event().commit();
            JournalReader.Summary summary = read(torn);
            assertThat(summary.events()).isEqualTo(1);
            assertThat(summary.tail()).map(JournalFault::kind).contains(damage.kind());
            refuses(
                    JournalFault.Kind.TAIL_REFUSED,
                    3,
                    f -> f.event().commit().line(line).event().commit());
            refuses(
                    JournalFault.Kind.TAIL_REFUSED,
                    3,
                    f -> f.event().commit().line(line).line(bytes("{\"commit\":{}}")));
        }
    }

    @Test
    void shouldFindALineThatIsNone() {
        for (String line : List.of("[]", "1", "{}", "{\"commit\":1}")) {
            refuses(JournalFault.Kind.LINE_SHAPE, 3, f -> f.event().commit().line(bytes(line)));
        }
        refuses(
                JournalFault.Kind.LINE_NOT_CANONICAL,
                1,
                f -> {
                    Forge good = new Forge().event();
                    f.line(bytes(" " + good.bytes.toString(UTF_8).strip()));
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void shouldTellATornEndFromAFault() throws IOException {
        Forge uncommitted = new Forge().event().commit().event();
        JournalReader.Summary open = read(uncommitted);
        assertThat(open.events()).isEqualTo(1);
        assertThat(open.tail()).map(JournalFault::kind).contains(JournalFault.Kind.UNCOMMITTED);

        Forge torn = new Forge().event().commit();
        torn.bytes.writeBytes(bytes("{\"afte"));
        JournalReader.Summary cut = read(torn);
        assertThat(cut.events()).isEqualTo(1);
        assertThat(cut.tail()).map(JournalFault::kind).contains(JournalFault.Kind.LINE_TORN);
    }

    @Test
    void shouldFindASegmentThatDoesNotGoOn() throws IOException {
        Forge one = new Forge().event().event().commit();
        Forge two = new Forge();
        two.seq = one.seq;
        two.first = one.first;
        two.previous = one.previous;
        two.lastCommit = one.lastCommit;
        two.event().commit();
        assertThat(read(one, two).events()).isEqualTo(3);
        List<Long> seen = new ArrayList<>();
        assertThat(reader().read(3, event -> seen.add(event.seq())).events()).isEqualTo(1);
        assertThat(seen).containsExactly(3L);
        assertThat(reader().read(1, 2, event -> seen.add(event.seq())).events()).isEqualTo(2);
        assertThat(seen).containsExactly(3L, 1L, 2L);

        Files.move(directory.resolve(Segments.name(3)), directory.resolve(Segments.name(4)));
        assertThatThrownBy(() -> reader().groups(group -> {}))
                .isInstanceOfSatisfying(
                        JournalFaultException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(JournalFault.Kind.SEGMENT_GAP));
        Files.delete(directory.resolve(Segments.name(4)));
        // the end of an earlier segment is no torn end
        Forge open = new Forge().event().commit().event();
        two = new Forge();
        two.seq = open.seq;
        two.event().commit();
        Forge next = two;
        assertThatThrownBy(() -> read(open, next))
                .isInstanceOfSatisfying(
                        JournalFaultException.class,
                        e ->
                                assertThat(e.fault().kind())
                                        .isEqualTo(JournalFault.Kind.COMMIT_NUMBER));
    }

    @Test
    void shouldReadOnlyRegularFilesOfADirectoryThatIsThere() throws IOException {
        assertThatThrownBy(() -> DirectoryFiles.existing(directory.resolve("none")))
                .isInstanceOf(IOException.class);
        JournalFiles files = DirectoryFiles.make(directory.resolve("a/b"));
        assertThat(files.list()).isEmpty();
        try (JournalFile file = files.create("f")) {
            assertThat(file).isNotNull();
        }
        files.replace("g", bytes("12345"));
        assertThat(files.list()).containsExactly("f", "g");
        assertThat(files.size("g")).isEqualTo(5);
        try (var in = files.read("g", 2)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes("345"));
        }
        files.truncate("g", 1);
        assertThat(files.size("g")).isEqualTo(1);
        assertThatThrownBy(() -> files.read("g", 2)).isInstanceOf(IOException.class);
        Files.createSymbolicLink(directory.resolve("a/b/link"), directory.resolve("a/b/g"));
        Files.createDirectory(directory.resolve("a/b/folder"));
        for (String other : List.of("link", "folder", "none")) {
            assertThatThrownBy(() -> files.read(other, 0)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> files.size(other)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> files.open(other)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> files.truncate(other, 0)).isInstanceOf(IOException.class);
        }
        assertThat(DirectoryFiles.make(directory.resolve("a/b")).list()).contains("f", "g");
    }
}
