package io.gatehouse.audit.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.state.AggregateId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines and heads of a journal: one form each, and a code over every member. */
class JournalLinesTest {

    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Digest ONE = Digest.sha384(new byte[] {1});
    private static final Digest TWO = Digest.sha384(new byte[] {2});
    private static final Digest SHORT = Digest.sha256(new byte[] {1});
    private static final InstallationId BOT = new InstallationId("bot-1");

    private static Draft draft() {
        return new Draft(AT, "HALTED", 1, AggregateId.ENVIRONMENT, ONE, TWO, JsonObject.of("a", 1));
    }

    private static JsonObject event() {
        return parsed(EventLine.encode(7, ONE, Optional.of(BOT), draft()));
    }

    private static JsonObject parsed(byte[] bytes) {
        try {
            return io.gatehouse.audit.json.StrictJson.readSigned(bytes).objectOrThrow();
        } catch (io.gatehouse.audit.json.JsonFaultException e) {
            throw new AssertionError(e);
        }
    }

    private static void refusesEvent(JsonObject value) {
        assertThatThrownBy(() -> EventLine.decode(value, CanonicalJson.bytes(value)))
                .as(value.toString())
                .isInstanceOf(LineRefusal.class);
    }

    // ---- events

    @Test
    void shouldReadAnEventBack() {
        byte[] bytes = EventLine.encode(7, ONE, Optional.of(BOT), draft());
        EventLine line = EventLine.decode(event(), bytes);
        assertThat(line.recorded().seq()).isEqualTo(7);
        assertThat(line.recorded().prev()).isEqualTo(ONE);
        assertThat(line.recorded().digest()).isEqualTo(Digest.sha384(bytes));
        assertThat(line.recorded().draft()).isEqualTo(draft());
        assertThat(line.installation()).contains(BOT);
        JsonObject without = event().without("installation");
        assertThat(EventLine.decode(without, CanonicalJson.bytes(without)).installation())
                .isEmpty();
    }

    @Test
    void shouldRefuseAnEventOfAnyOtherForm() {
        for (String name : event().names()) {
            if (!name.equals("installation")) {
                refusesEvent(event().without(name));
            }
            refusesEvent(event().with(name, null));
        }
        refusesEvent(event().with("more", 1));
        refusesEvent(event().with("seq", 0));
        refusesEvent(event().with("version", 0));
        refusesEvent(event().with("version", Integer.MAX_VALUE + 1L));
        refusesEvent(event().with("type", "halted"));
        refusesEvent(event().with("type", "A".repeat(65)));
        refusesEvent(event().with("aggregate", "promotion/"));
        refusesEvent(event().with("installation", "Bot 1"));
        refusesEvent(event().with("time", "2026-03-02T08:00:00.000Z"));
        refusesEvent(event().with("time", "2026-03-02"));
        for (String name : List.of("prev", "before", "after")) {
            refusesEvent(event().with(name, SHORT.value()));
            refusesEvent(event().with(name, "sha384:"));
        }
        JsonObject greatest = event().with("version", Integer.MAX_VALUE);
        assertThat(
                        EventLine.decode(greatest, CanonicalJson.bytes(greatest))
                                .recorded()
                                .draft()
                                .version())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void shouldWriteNothingThatItWouldNotRead() {
        for (Draft wrong :
                List.of(
                        new Draft(AT, "halted", 1, AggregateId.LEDGER, ONE, TWO, JsonObject.EMPTY),
                        new Draft(AT, "A", 0, AggregateId.LEDGER, ONE, TWO, JsonObject.EMPTY),
                        new Draft(AT, "A", 1, AggregateId.LEDGER, SHORT, TWO, JsonObject.EMPTY),
                        new Draft(AT, "A", 1, AggregateId.LEDGER, ONE, SHORT, JsonObject.EMPTY))) {
            assertThatThrownBy(() -> EventLine.encode(1, ONE, Optional.empty(), wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        int frame = encodedLength("");
        assertThat(encodedLength("x".repeat(EventLine.MAX_BYTES - frame)))
                .isEqualTo(EventLine.MAX_BYTES);
        assertThatThrownBy(() -> encodedLength("x".repeat(EventLine.MAX_BYTES - frame + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int encodedLength(String text) {
        return EventLine.encode(
                        1,
                        ONE,
                        Optional.empty(),
                        new Draft(
                                AT, "A", 1, AggregateId.LEDGER, ONE, TWO, JsonObject.of("t", text)))
                .length;
    }

    // ---- commit records

    private static CommitRecord commit() {
        return CommitRecord.signed(5, 7, ONE, TWO, ONE, AT, TestKeys.standard());
    }

    private static CommitRecord withInner(JsonObject inner) {
        return CommitRecord.decode(JsonObject.of("commit", inner));
    }

    @Test
    void shouldCoverEveryMemberOfACommitRecordWithItsCode() {
        CommitKeys keys = TestKeys.standard();
        JsonObject inner = parsed(commit().bytes()).object("commit").orElseThrow();
        assertThat(withInner(inner)).isEqualTo(commit());
        assertThat(withInner(inner).check(keys)).isEqualTo(CommitKeys.Answer.RIGHT);
        Map<String, Object> others =
                Map.of(
                        "first",
                        6,
                        "seq",
                        8,
                        "digest",
                        TWO.value(),
                        "root",
                        ONE.value(),
                        "prev",
                        TWO.value(),
                        "time",
                        "2026-03-02T08:00:01Z",
                        "hmac",
                        "AAAA");
        others.forEach(
                (name, value) ->
                        assertThat(withInner(inner.with(name, value)).check(keys))
                                .as(name)
                                .isEqualTo(CommitKeys.Answer.WRONG));
        assertThat(withInner(inner.with("key", "journal-2")).check(keys))
                .isEqualTo(CommitKeys.Answer.NOT_ADMITTED);
        assertThat(withInner(inner.with("hmac", "*")).check(keys))
                .isEqualTo(CommitKeys.Answer.WRONG);
        assertThat(commit().check(TestKeys.auditor())).isEqualTo(CommitKeys.Answer.UNCHECKED);
        assertThat(commit().check(TestKeys.of("journal-1", 2))).isEqualTo(CommitKeys.Answer.WRONG);
        assertThat(CommitRecord.isCommit(JsonObject.of("commit", 1))).isTrue();
        assertThat(CommitRecord.isCommit(event())).isFalse();
    }

    @Test
    void shouldRefuseACommitRecordOfAnyOtherForm() {
        JsonObject inner = parsed(commit().bytes()).object("commit").orElseThrow();
        for (String name : inner.names()) {
            assertThatThrownBy(() -> withInner(inner.without(name)))
                    .isInstanceOf(LineRefusal.class);
        }
        for (JsonObject other :
                List.of(
                        inner.with("more", 1),
                        inner.with("first", 0),
                        inner.with("seq", 0),
                        inner.with("key", "Journal 1"),
                        inner.with("digest", SHORT.value()))) {
            assertThatThrownBy(() -> withInner(other)).isInstanceOf(LineRefusal.class);
        }
        assertThat(withInner(inner.with("first", 1).with("seq", 1)).seq()).isEqualTo(1);
        assertThatThrownBy(
                        () -> CommitRecord.decode(JsonObject.of("commit", inner).with("more", 1)))
                .isInstanceOf(LineRefusal.class);
    }

    @Test
    void shouldAdmitAJournalKeyThatCountedThenAndNoOther() {
        KeyValidity year =
                KeyValidity.between(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z"));
        KeySecrets secrets = entry -> SecretBytes.copyOf(new byte[48]);
        SecretLocation place = SecretLocation.parse("env:X");
        CommitKeys keys =
                CommitKeys.of(
                        new OpenKeyRing(
                                KeyRing.of(
                                        List.of(
                                                KeyEntry.hmac(
                                                        new KeyId("journal-1"),
                                                        KeyPurpose.JOURNAL,
                                                        year,
                                                        place),
                                                KeyEntry.hmac(
                                                        new KeyId("owner-1"),
                                                        KeyPurpose.role("owner"),
                                                        year,
                                                        place))),
                                secrets));
        byte[] message = {1};
        byte[] code = keys.sign(new KeyId("journal-1"), message);
        assertThat(keys.signingKey(AT)).isEqualTo(new KeyId("journal-1"));
        assertThat(keys.verify(new KeyId("journal-1"), AT, code, message))
                .isEqualTo(CommitKeys.Answer.RIGHT);
        for (Instant outside :
                List.of(
                        Instant.parse("2025-12-31T23:59:59.999Z"),
                        Instant.parse("2027-01-01T00:00:00Z"))) {
            assertThat(keys.verify(new KeyId("journal-1"), outside, code, message))
                    .isEqualTo(CommitKeys.Answer.NOT_ADMITTED);
        }
        assertThat(
                        keys.verify(
                                new KeyId("owner-1"),
                                AT,
                                keys.sign(new KeyId("owner-1"), message),
                                message))
                .isEqualTo(CommitKeys.Answer.NOT_ADMITTED);
        CommitKeys unsafe =
                CommitKeys.of(
                        new OpenKeyRing(
                                KeyRing.of(
                                        List.of(
                                                KeyEntry.hmac(
                                                        new KeyId("journal-1"),
                                                        KeyPurpose.JOURNAL,
                                                        year,
                                                        place))),
                                entry -> SecretBytes.copyOf(new byte[47])));
        assertThat(unsafe.verify(new KeyId("journal-1"), AT, code, message))
                .isEqualTo(CommitKeys.Answer.NOT_ADMITTED);
        assertThat(CommitKeys.NONE.verify(new KeyId("k"), AT, code, message))
                .isEqualTo(CommitKeys.Answer.UNCHECKED);
        assertThatThrownBy(() -> CommitKeys.NONE.signingKey(AT))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CommitKeys.NONE.sign(new KeyId("k"), message))
                .isInstanceOf(IllegalStateException.class);
    }

    // ---- heads

    private static JournalHead head() {
        return JournalHead.signed(7, ONE, TWO, AT, TestKeys.standard());
    }

    private static byte[] file(JsonObject value) {
        byte[] file = new byte[JournalHead.SIZE];
        Arrays.fill(file, (byte) ' ');
        byte[] canonical = CanonicalJson.bytes(value);
        System.arraycopy(canonical, 0, file, 0, canonical.length);
        file[JournalHead.SIZE - 1] = '\n';
        return file;
    }

    private static void refusesHead(byte[] file) {
        assertThatThrownBy(() -> JournalHead.parse(file))
                .isInstanceOfSatisfying(
                        JournalFaultException.class,
                        e ->
                                assertThat(e.fault().kind())
                                        .isEqualTo(JournalFault.Kind.HEAD_INVALID));
    }

    @Test
    void shouldReadAHeadOfOneSectorToItsLastByte() {
        byte[] file = head().fileBytes();
        assertThat(file).hasSize(512);
        assertThat(JournalHead.parse(file)).isEqualTo(head());
        assertThat(head().position().seq()).isEqualTo(7);
        assertThat(head().position().digest()).isEqualTo(ONE);
        refusesHead(Arrays.copyOf(file, 511));
        refusesHead(Arrays.copyOf(file, 513));
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            try {
                assertThat(JournalHead.parse(changed).check(TestKeys.standard()))
                        .as("byte " + at)
                        .isNotEqualTo(CommitKeys.Answer.RIGHT);
            } catch (JournalFaultException e) {
                assertThat(e.fault().kind()).isEqualTo(JournalFault.Kind.HEAD_INVALID);
            }
        }
        JsonObject value = parsed(new String(file, UTF_8).strip().getBytes(UTF_8));
        for (String name : value.names()) {
            refusesHead(file(value.without(name)));
        }
        refusesHead(file(value.with("seq", -1)));
        refusesHead(file(value.with("more", 1)));
        assertThat(JournalHead.parse(file(value.with("seq", 0))).seq()).isZero();
        refusesHead("[]".concat(" ".repeat(509)).concat("\n").getBytes(UTF_8));
    }

    @Test
    void shouldAgreeWithTheCommitRecordOfItsNumberAlone() {
        CommitKeys keys = TestKeys.standard();
        assertThat(head().agreesWith(commit())).isTrue();
        for (CommitRecord other :
                List.of(
                        CommitRecord.signed(5, 8, ONE, TWO, ONE, AT, keys),
                        CommitRecord.signed(5, 7, TWO, TWO, ONE, AT, keys),
                        CommitRecord.signed(5, 7, ONE, ONE, ONE, AT, keys),
                        CommitRecord.signed(5, 7, ONE, TWO, ONE, AT.plusNanos(1), keys))) {
            assertThat(head().agreesWith(other)).isFalse();
        }
        assertThatThrownBy(
                        () ->
                                new JournalHead(
                                                1,
                                                ONE,
                                                TWO,
                                                AT,
                                                new KeyId("k".repeat(64)),
                                                "x".repeat(200))
                                        .fileBytes())
                .isInstanceOf(IllegalStateException.class);
    }

    // ---- segments

    @Test
    void shouldFindTheSegmentOfAnEventByNamesAlone() {
        assertThat(Segments.name(7)).isEqualTo("00000000000000000007.jsonl");
        assertThat(Segments.firstSeq(Segments.name(7))).isEqualTo(7);
        assertThat(Segments.firstSeq("9".repeat(20) + ".jsonl")).isZero();
        for (String other :
                List.of("7.jsonl", "0".repeat(20), "0".repeat(20) + ".jsonl.tmp", "x")) {
            assertThat(Segments.isSegment(other)).isFalse();
        }
        List<String> segments = List.of(Segments.name(1), Segments.name(5), Segments.name(9));
        assertThat(Segments.holding(segments, 1)).contains(Segments.name(1));
        assertThat(Segments.holding(segments, 4)).contains(Segments.name(1));
        assertThat(Segments.holding(segments, 5)).contains(Segments.name(5));
        assertThat(Segments.holding(segments, 100)).contains(Segments.name(9));
        assertThat(Segments.holding(segments, 0)).isEmpty();
    }
}
