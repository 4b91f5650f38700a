package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.NOON;
import static io.gatehouse.audit.log.LogFixture.PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.rule.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogWriterTest {

    @TempDir Path directory;
    private Path file;
    private final LogFixture.Log log = LogFixture.paperLog(6, 0);

    @BeforeEach
    void place() {
        file = directory.resolve("paper.jsonl");
    }

    @Test
    void shouldWriteALogThatVerifiesAfterEachLineAndEachReopening() throws IOException {
        for (int i = 0; i < log.lines.size(); i++) {
            try (DecisionLogWriter writer = open()) {
                assertThat(writer.lines()).isEqualTo(i);
                Digest digest = writer.append(log.lines.get(i));
                assertThat(digest).isEqualTo(Digest.of(log.lines.get(i)));
                assertThat(writer.last()).isEqualTo(digest);
            }
            LogReport report = new DecisionLogVerifier(LogFixture.context()).verify(file);
            assertThat(report.verdict()).isEqualTo(Verdict.PASS);
            assertThat(report.head()).isEqualTo(LogReport.HeadStanding.EQUAL);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(log.bytes());
        assertThat(LogHead.parse(Files.readAllBytes(LogHead.fileOf(file))).lines()).isEqualTo(6);
    }

    @Test
    void shouldRefuseALineThatIsNotTheNextAndWriteNothing() throws IOException {
        try (DecisionLogWriter writer = open()) {
            writer.append(log.lines.get(0));
            for (var wrong :
                    List.of(
                            log.lines.get(0),
                            log.lines.get(2),
                            LogFixture.paperLog(2, 900).lines.get(1),
                            LogFixture.forge(
                                    LogFixture.evidence(1, NOON, 20),
                                    List.of("engine"),
                                    LogFixture.DEMO,
                                    2,
                                    writer.last()),
                            LogFixture.evidence(1, NOON, 20))) {
                assertThatThrownBy(() -> writer.append(wrong))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            writer.append(log.lines.get(1));
        }
        assertThat(Files.readAllBytes(file))
                .isEqualTo(
                        LogFixture.join(
                                log.lines.subList(0, 2).stream()
                                        .map(CanonicalJson::bytes)
                                        .toList()));
    }

    @Test
    void shouldAcceptTheLineThatACrashLeftBeyondTheHead() throws IOException {
        write(3);
        byte[] head = Files.readAllBytes(LogHead.fileOf(file));
        try (DecisionLogWriter writer = open()) {
            writer.append(log.lines.get(3));
        }
        Files.write(LogHead.fileOf(file), head); // the crash came before the head

        DecisionLogWriter.Opening opening = reopen();

        assertThat(opening)
                .isInstanceOfSatisfying(
                        DecisionLogWriter.Opening.Opened.class,
                        opened -> {
                            assertThat(opened.recovered()).isEqualTo(1);
                            assertThat(opened.writer().lines()).isEqualTo(4);
                        });
        assertThat(LogHead.parse(Files.readAllBytes(LogHead.fileOf(file))).lines()).isEqualTo(4);
    }

    @Test
    void shouldRefuseALineBeyondTheHeadThatTheEngineDidNotSign() throws IOException {
        write(3);
        var honest = log.lines.get(3);
        var edited = honest.with("status", "config_validated_twice");
        Files.write(file, CanonicalJson.bytes(edited), StandardOpenOption.APPEND);
        Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);

        assertRefused(LogFault.Kind.SIGNATURE_WRONG, 4);
    }

    @Test
    void shouldRefuseACutATornAReplacedAndAHeadlessLog() throws IOException {
        write(3);
        byte[] whole = Files.readAllBytes(file);
        byte[] head = Files.readAllBytes(LogHead.fileOf(file));
        int second =
                CanonicalJson.bytes(log.lines.get(0)).length
                        + 1
                        + CanonicalJson.bytes(log.lines.get(1)).length
                        + 1;

        Files.write(file, Arrays.copyOf(whole, second));
        assertRefused(LogFault.Kind.CUT, 3);
        Files.delete(file);
        assertRefused(LogFault.Kind.CUT, 1);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(LogFault.Kind.LINE_TORN, 3);
        Files.write(file, whole);
        Files.write(file, "{\"half".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        assertRefused(LogFault.Kind.LINE_TORN, 4);
        byte[] edited = whole.clone();
        edited[whole.length - 10] ^= 1;
        Files.write(file, edited);
        assertRefused(LogFault.Kind.HEAD_DIFFERS, 3);
        Files.write(file, whole);
        Files.writeString(
                LogHead.fileOf(file),
                new String(head, StandardCharsets.UTF_8).replace("\"lines\":3", "\"lines\":2"));
        assertRefused(LogFault.Kind.HEAD_SIGNATURE_WRONG, 0);
        Files.delete(LogHead.fileOf(file));
        assertRefused(LogFault.Kind.HEAD_MISSING, 0);
        Files.write(LogHead.fileOf(file), head);
        assertThat(reopen()).isInstanceOf(DecisionLogWriter.Opening.Opened.class);
    }

    @Test
    void shouldRecoverAtEveryPointOfACrashedAppend() throws IOException {
        // given the log before and after an append, and every prefix of the last line between
        write(2);
        byte[] before = Files.readAllBytes(file);
        byte[] headBefore = Files.readAllBytes(LogHead.fileOf(file));
        byte[] line = CanonicalJson.bytes(log.lines.get(2));
        int torn = 0;
        int whole = 0;
        for (int length = 0; length <= line.length + 1; length++) {
            byte[] crashed = Arrays.copyOf(before, before.length + length);
            for (int i = 0; i < length; i++) {
                crashed[before.length + i] = i < line.length ? line[i] : (byte) '\n';
            }
            Files.write(file, crashed);
            Files.write(LogHead.fileOf(file), headBefore);
            // when
            DecisionLogWriter.Opening opening = reopen();
            // then
            if (length == 0 || length == line.length + 1) {
                assertThat(opening).isInstanceOf(DecisionLogWriter.Opening.Opened.class);
                ((DecisionLogWriter.Opening.Opened) opening).writer().close();
                whole++;
            } else {
                assertThat(((DecisionLogWriter.Opening.Refused) opening).fault().kind())
                        .isEqualTo(LogFault.Kind.LINE_TORN);
                assertThat(Files.readAllBytes(file)).isEqualTo(crashed);
                torn++;
            }
        }
        System.out.printf(
                "Writer: %d crash points, %d torn, %d whole%n", torn + whole, torn, whole);
        assertThat(torn).isEqualTo(line.length);
        assertThat(whole).isEqualTo(2);
    }

    @Test
    void shouldRefuseWhatIsNoLineBeyondTheHead() throws IOException {
        try (DecisionLogWriter writer = open()) {
            writer.append(log.lines.get(0));
        }
        byte[] whole = Files.readAllBytes(file);
        String next = CanonicalJson.text(log.lines.get(1));
        for (String beyond :
                List.of(
                        "no json\n",
                        "{}\n",
                        " " + next + "\n",
                        CanonicalJson.text(log.lines.get(0)) + "\n",
                        CanonicalJson.text(log.lines.get(2)) + "\n")) {
            byte[] more = beyond.getBytes(StandardCharsets.UTF_8);
            byte[] all = Arrays.copyOf(whole, whole.length + more.length);
            System.arraycopy(more, 0, all, whole.length, more.length);
            Files.write(file, all);
            assertThat(DecisionLogWriter.open(file, PAPER, LogFixture.keys(), () -> NOON))
                    .as(beyond)
                    .isInstanceOfSatisfying(
                            DecisionLogWriter.Opening.Refused.class,
                            refused ->
                                    assertThat(refused.fault().kind())
                                            .isEqualTo(LogFault.Kind.CHAIN_BROKEN));
            assertThat(Files.readAllBytes(file)).isEqualTo(all);
        }
    }

    @Test
    void shouldOpenAnEmptyFileWithoutAHeadAndNoOtherOne() throws IOException {
        Files.createFile(file);
        try (DecisionLogWriter writer = open()) {
            assertThat(writer.lines()).isZero();
        }
        Files.delete(LogHead.fileOf(file));
        Files.writeString(file, "x");
        assertThat(DecisionLogWriter.open(file, PAPER, LogFixture.keys(), () -> NOON))
                .isInstanceOf(DecisionLogWriter.Opening.Refused.class);
    }

    @Test
    void shouldNotWriteIntoALogThatWasTakenAwayUnderIt() throws IOException {
        try (DecisionLogWriter writer = open()) {
            writer.append(log.lines.get(0));
            Files.delete(file);
            assertThatThrownBy(() -> writer.append(log.lines.get(1)))
                    .isInstanceOf(LogWriteException.class);
        }
        assertThat(file).doesNotExist();
        assertThat(LogHead.parse(Files.readAllBytes(LogHead.fileOf(file))).lines()).isEqualTo(1);
    }

    @Test
    void shouldStopForGoodWhenTheDiskFails() throws IOException {
        DecisionLogWriter writer = open();
        writer.append(log.lines.get(0));
        writer.close(); // a closed channel fails as a disk would

        assertThatThrownBy(() -> writer.append(log.lines.get(1)))
                .isInstanceOf(LogWriteException.class);

        DecisionLogWriter second = open();
        Files.delete(LogHead.fileOf(file));
        Files.createDirectory(LogHead.fileOf(file)); // the head cannot be replaced
        Files.createFile(LogHead.fileOf(file).resolve("x"));
        assertThatThrownBy(() -> second.append(log.lines.get(1)))
                .isInstanceOf(LogWriteException.class);
        assertThatThrownBy(() -> second.append(log.lines.get(2)))
                .isInstanceOf(LogWriteException.class)
                .hasMessageContaining("stopped");
    }

    @Test
    void shouldWriteNothingWhenNoJournalKeyIsUsable() throws IOException {
        write(1);
        Instant late = Instant.parse("2027-06-01T00:00:00Z");
        byte[] before = Files.readAllBytes(file);
        DecisionLogWriter writer =
                ((DecisionLogWriter.Opening.Opened)
                                DecisionLogWriter.open(file, PAPER, LogFixture.keys(), () -> late))
                        .writer();

        assertThatThrownBy(() -> writer.append(log.lines.get(1)))
                .isInstanceOf(KeyFaultException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private void write(int count) throws IOException {
        try (DecisionLogWriter writer = open()) {
            for (int i = 0; i < count; i++) {
                writer.append(log.lines.get(i));
            }
        }
    }

    /** A revocation must reach the log while the clock stands before the first day of every key. */
    @Test
    void shouldWriteWhileTheClockStandsBeforeEveryKey() throws IOException {
        Instant before = Instant.parse("2016-11-20T12:00:00Z");
        try (DecisionLogWriter writer = open()) {
            writer.append(log.lines.get(0));
        }
        try (DecisionLogWriter writer = open(before)) {
            writer.append(log.lines.get(1));
        }
        byte[] head = Files.readAllBytes(LogHead.fileOf(file));
        Files.write(
                file,
                (CanonicalJson.text(log.lines.get(2)) + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        try (DecisionLogWriter writer = open(before)) {
            assertThat(writer.lines()).isEqualTo(3);
        }
        assertThat(Files.readAllBytes(LogHead.fileOf(file))).isNotEqualTo(head);
        LogReport report = new DecisionLogVerifier(LogFixture.context()).verify(file);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.head()).isEqualTo(LogReport.HeadStanding.EQUAL);
    }

    private DecisionLogWriter open(Instant now) throws IOException {
        return ((DecisionLogWriter.Opening.Opened)
                        DecisionLogWriter.open(
                                file, PAPER, LogFixture.keys(), InstantSource.fixed(now)))
                .writer();
    }

    private DecisionLogWriter open() throws IOException {
        return ((DecisionLogWriter.Opening.Opened) reopen()).writer();
    }

    private DecisionLogWriter.Opening reopen() throws IOException {
        return DecisionLogWriter.open(file, PAPER, LogFixture.keys(), InstantSource.fixed(NOON));
    }

    private void assertRefused(LogFault.Kind kind, long line) throws IOException {
        assertThat(reopen())
                .isInstanceOfSatisfying(
                        DecisionLogWriter.Opening.Refused.class,
                        refused -> {
                            assertThat(refused.fault().kind()).isEqualTo(kind);
                            assertThat(refused.fault().line()).isEqualTo(line);
                        });
    }
}
