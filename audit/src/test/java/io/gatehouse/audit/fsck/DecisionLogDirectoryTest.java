package io.gatehouse.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.fsck.DecisionLogs.Head;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogDirectoryTest {

    private static final LogName PAPER = new LogName("paper");
    private static final LogName DEMO = new LogName("demo");
    private static final KeyId KEY = new KeyId("journal-1");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-12-31T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final Digest LAST = Digest.sha384(new byte[] {1});

    @TempDir Path directory;

    private static OpenKeyRing ring(KeyPurpose purpose, KeySecrets secrets) {
        KeyEntry entry =
                KeyEntry.hmac(
                        KEY,
                        purpose,
                        KeyValidity.between(FROM, END),
                        SecretLocation.parse("env:GATEHOUSE_TEST_JOURNAL"));
        return new OpenKeyRing(KeyRing.of(List.of(entry)), secrets);
    }

    private static KeySecrets filled(int fill) {
        return entry -> {
            byte[] secret = new byte[48];
            Arrays.fill(secret, (byte) fill);
            return SecretBytes.copyOf(secret);
        };
    }

    private static OpenKeyRing journalRing() {
        return ring(KeyPurpose.JOURNAL, filled(1));
    }

    private static LogHead head(LogName log, Instant time) {
        HmacKey key = journalRing().hmac(KEY);
        return LogHead.sign(log, 3, 100, LAST, time, key);
    }

    private void write(LogHead head) throws IOException {
        Files.write(directory.resolve("paper.jsonl.head"), head.fileBytes());
    }

    private Head read(Optional<OpenKeyRing> keys) throws IOException {
        return new DecisionLogDirectory(directory, keys).head(PAPER);
    }

    private Head readWith(OpenKeyRing keys) throws IOException {
        return read(Optional.of(keys));
    }

    private static Head.Known known(boolean authenticated) {
        return new Head.Known(3, LAST, authenticated);
    }

    @Test
    void shouldFindNothingWhereThereIsNoDirectory() throws IOException {
        DecisionLogDirectory logs =
                new DecisionLogDirectory(directory.resolve("absent"), Optional.empty());

        assertThat(logs.names()).isEmpty();
        assertThat(logs.head(PAPER)).isEqualTo(new Head.Missing());
        try (InputStream in = logs.open(PAPER)) {
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @Test
    void shouldNameALogOfWhichOnlyTheFileOrOnlyTheHeadIsThere() throws IOException {
        Files.write(directory.resolve("demo.jsonl"), new byte[] {'x'});
        write(head(PAPER, NOW));
        Files.write(directory.resolve("notes.txt"), new byte[0]);

        DecisionLogDirectory logs = new DecisionLogDirectory(directory, Optional.empty());

        assertThat(logs.names()).containsExactly(DEMO, PAPER);
        try (InputStream in = logs.open(DEMO)) {
            assertThat(in.readAllBytes()).containsExactly('x');
        }
    }

    @Test
    void shouldRefuseADirectoryWithALogThatCannotBeOurs() throws IOException {
        Files.write(directory.resolve("Not a log.jsonl"), new byte[0]);

        assertThatThrownBy(() -> new DecisionLogDirectory(directory, Optional.empty()).names())
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldNotReadALogThroughALink() throws IOException {
        Path elsewhere = Files.write(directory.resolve("elsewhere"), new byte[] {'x'});
        Files.createSymbolicLink(directory.resolve("paper.jsonl"), elsewhere);

        assertThatThrownBy(() -> new DecisionLogDirectory(directory, Optional.empty()).open(PAPER))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldVouchForAHeadWhoseCodeIsRight() throws IOException {
        write(head(PAPER, NOW));

        assertThat(readWith(journalRing())).isEqualTo(known(true));
    }

    @Test
    void shouldSayThatACodeWasNotCheckedWithoutTheKey() throws IOException {
        write(head(PAPER, NOW));

        assertThat(read(Optional.empty())).isEqualTo(known(false));
        assertThat(readWith(ring(KeyPurpose.JOURNAL, KeySecrets.NONE))).isEqualTo(known(false));
    }

    @Test
    void shouldRefuseAHeadOfAnotherSecret() throws IOException {
        write(head(PAPER, NOW));

        assertThat(readWith(ring(KeyPurpose.JOURNAL, filled(2)))).isInstanceOf(Head.Invalid.class);
    }

    @Test
    void shouldRefuseAHeadUnderAKeyThatIsForSomethingElse() throws IOException {
        write(head(PAPER, NOW));

        assertThat(readWith(ring(KeyPurpose.role("tech"), filled(1))))
                .isInstanceOf(Head.Invalid.class);
    }

    @Test
    void shouldRefuseAHeadUnderAKeyThatNobodyKnows() throws IOException {
        write(head(PAPER, NOW));
        OpenKeyRing none = new OpenKeyRing(KeyRing.of(List.of()), filled(1));

        assertThat(readWith(none)).isInstanceOf(Head.Invalid.class);
    }

    @Test
    void shouldRefuseAHeadFromOutsideOfItsKeysTime() throws IOException {
        for (Instant time : List.of(FROM.minusMillis(1), END.plusSeconds(1))) {
            write(head(PAPER, time));

            assertThat(readWith(journalRing())).as("%s", time).isInstanceOf(Head.Invalid.class);
        }
        write(head(PAPER, FROM));
        assertThat(readWith(journalRing())).isEqualTo(known(true));
    }

    @Test
    void shouldRefuseAHeadWhoseKeyIsThereAndUnusable() throws IOException {
        write(head(PAPER, NOW));
        KeySecrets unusable =
                entry -> {
                    throw new KeyFault(
                                    KeyFault.Kind.SECRET_TOO_SHORT, entry.id().value(), "16 bytes")
                            .exception();
                };

        assertThat(readWith(ring(KeyPurpose.JOURNAL, unusable))).isInstanceOf(Head.Invalid.class);
    }

    @Test
    void shouldRefuseTheHeadOfAnotherLog() throws IOException {
        write(head(DEMO, NOW));

        assertThat(readWith(journalRing())).isInstanceOf(Head.Invalid.class);
    }

    @Test
    void shouldRefuseWhatIsNoHead() throws IOException {
        Path file = directory.resolve("paper.jsonl.head");

        Files.write(file, new byte[] {'{', '}'});
        assertThat(readWith(journalRing())).isInstanceOf(Head.Invalid.class);

        Files.delete(file);
        Files.createDirectory(file);
        assertThat(readWith(journalRing())).isInstanceOf(Head.Invalid.class);
    }

    @Test
    void shouldRefuseAHeadThroughALink() throws IOException {
        Path elsewhere = Files.write(directory.resolve("elsewhere"), head(PAPER, NOW).fileBytes());
        Files.createSymbolicLink(directory.resolve("paper.jsonl.head"), elsewhere);

        assertThat(readWith(journalRing())).isInstanceOf(Head.Invalid.class);
    }

    @Test
    void shouldRefuseToReadALargeFileAsAHead() throws IOException {
        byte[] large = new byte[4 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');
        Files.write(directory.resolve("paper.jsonl.head"), large);

        assertThat(readWith(journalRing())).isEqualTo(new Head.Invalid("not a small regular file"));
    }
}
