package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.DEMO;
import static io.gatehouse.audit.log.LogFixture.NOON;
import static io.gatehouse.audit.log.LogFixture.PAPER;
import static io.gatehouse.audit.log.LogFixture.PAPER_FLAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.log.LogReport.HeadStanding;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Logs and heads at each limit, and logs that are verified from where somebody left off. */
class LogLimitsTest {

    private static final LogFixture.Log LOG = LogFixture.paperLog(6, 0);

    private static List<LogFault.Kind> kinds(LogReport report) {
        return report.faults().stream().map(LogFault::kind).toList();
    }

    private static JsonObject evidence(int second, long sequence) {
        return LogFixture.evidence(second, NOON.plusSeconds(second), sequence);
    }

    private static byte[] head(LogName name, long lines, long length, Digest last) {
        return LogHead.sign(
                        name,
                        lines,
                        length,
                        last,
                        NOON,
                        LogFixture.keys().signingHmac(KeyPurpose.JOURNAL, NOON))
                .fileBytes();
    }

    private static LogReport verify(LogFixture.Log log, byte[] head) {
        return new DecisionLogVerifier(LogFixture.context())
                .verify(log.name, log.bytes(), Optional.of(head));
    }

    // ---- going on from a prefix

    private static DecisionLogVerifier.Continued goOn(
            VerifiedPrefix prefix, byte[] all, byte[] head, List<DecisionLine> read) {
        byte[] rest = Arrays.copyOfRange(all, (int) prefix.bytes(), all.length);
        try {
            return new DecisionLogVerifier(LogFixture.context())
                    .verifyAfter(
                            prefix,
                            PAPER,
                            new ByteArrayInputStream(rest),
                            Optional.of(head),
                            read::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LogFixture.Log first(int lines) {
        LogFixture.Log part = new LogFixture.Log(PAPER);
        part.lines.addAll(LOG.lines.subList(0, lines));
        return part;
    }

    private static VerifiedPrefix prefix(int lines) {
        LogFixture.Log part = first(lines);
        return goOn(VerifiedPrefix.NONE, part.bytes(), part.head(), new ArrayList<>())
                .prefix()
                .orElseThrow();
    }

    @Test
    void shouldGoOnFromWhatWasVerified() {
        VerifiedPrefix prefix = prefix(4);
        assertThat(prefix.lines()).isEqualTo(4);
        assertThat(prefix.bytes()).isEqualTo(first(4).bytes().length);
        assertThat(prefix.last()).isEqualTo(first(4).last());
        assertThat(prefix.time()).contains(NOON.plusSeconds(4));
        assertThat(VerifiedPrefix.NONE.last()).isEqualTo(Digest.ZERO);
        assertThat(VerifiedPrefix.NONE.time()).isEmpty();

        List<DecisionLine> read = new ArrayList<>();
        DecisionLogVerifier.Continued rest = goOn(prefix, LOG.bytes(), LOG.head(), read);
        assertThat(rest.report().verdict()).isEqualTo(Verdict.PASS);
        assertThat(rest.report().lines()).isEqualTo(6);
        assertThat(rest.report().bytes()).isEqualTo(LOG.bytes().length);
        assertThat(rest.report().head()).isEqualTo(HeadStanding.EQUAL);
        assertThat(read).hasSize(2);
        assertThat(rest.prefix().orElseThrow().lines()).isEqualTo(6);
        // nothing came after it
        assertThat(goOn(prefix(6), LOG.bytes(), LOG.head(), read).report().verdict())
                .isEqualTo(Verdict.PASS);
        // the writer died between line and head
        DecisionLogVerifier.Continued ahead = goOn(prefix, LOG.bytes(), first(4).head(), read);
        assertThat(ahead.report().verdict()).isEqualTo(Verdict.PASS);
        assertThat(ahead.report().head()).isEqualTo(HeadStanding.LOG_AHEAD);
        assertThat(ahead.report().linesAhead()).isEqualTo(2);
    }

    @Test
    void shouldFindAHeadThatWasPutBackBehindThePrefix() {
        DecisionLogVerifier.Continued rest =
                goOn(prefix(4), LOG.bytes(), first(3).head(), new ArrayList<>());
        assertThat(kinds(rest.report())).containsExactly(LogFault.Kind.HEAD_DIFFERS);
        assertThat(rest.report().head()).isEqualTo(HeadStanding.DIFFERENT);
        assertThat(rest.prefix()).isEmpty();
    }

    @Test
    void shouldFindAHeadThatSaysOtherwiseOfThePrefix() {
        byte[] bytes = first(4).bytes();
        for (byte[] wrong :
                List.of(
                        head(PAPER, 4, bytes.length - 1, first(4).last()),
                        head(PAPER, 4, bytes.length, first(3).last()))) {
            DecisionLogVerifier.Continued rest =
                    goOn(prefix(4), LOG.bytes(), wrong, new ArrayList<>());
            assertThat(kinds(rest.report())).containsExactly(LogFault.Kind.HEAD_DIFFERS);
        }
    }

    @Test
    void shouldFindALineThatDoesNotFollowUponThePrefix() {
        LogFixture.Log other = LogFixture.paperLog(6, 100);
        byte[] mixed = Arrays.copyOf(first(4).bytes(), first(4).bytes().length);
        List<byte[]> lines = new ArrayList<>();
        other.lines.subList(4, 6).forEach(line -> lines.add(CanonicalJson.bytes(line)));
        byte[] rest = LogFixture.join(lines);
        byte[] all = Arrays.copyOf(mixed, mixed.length + rest.length);
        System.arraycopy(rest, 0, all, mixed.length, rest.length);
        assertThat(
                        kinds(
                                goOn(
                                                prefix(4),
                                                all,
                                                head(PAPER, 6, all.length, other.last()),
                                                new ArrayList<>())
                                        .report()))
                .containsExactly(LogFault.Kind.CHAIN_BROKEN);
    }

    // ---- heads

    @Test
    void shouldFindEachThingThatAHeadSaysOtherwise() {
        long length = LOG.bytes().length;
        for (byte[] wrong :
                List.of(
                        head(PAPER, 6, length + 1, LOG.last()),
                        head(PAPER, 6, length, first(5).last()),
                        head(PAPER, 5, length, LOG.last()),
                        head(DEMO, 6, length, LOG.last()))) {
            LogReport report = verify(LOG, wrong);
            assertThat(kinds(report)).containsExactly(LogFault.Kind.HEAD_DIFFERS);
            assertThat(report.head()).isEqualTo(HeadStanding.DIFFERENT);
        }
        assertThat(verify(LOG, head(PAPER, 7, length, LOG.last())).head())
                .isEqualTo(HeadStanding.CUT);
    }

    @Test
    void shouldTakeForAnEmptyHeadOnlyOneThatIsEmpty() {
        LogReport good = verify(LOG, head(PAPER, 0, 0, Digest.ZERO));
        assertThat(good.verdict()).isEqualTo(Verdict.PASS);
        assertThat(good.head()).isEqualTo(HeadStanding.LOG_AHEAD);
        assertThat(good.linesAhead()).isEqualTo(6);
        assertThat(verify(LOG, head(PAPER, 0, 1, Digest.ZERO)).head())
                .isEqualTo(HeadStanding.DIFFERENT);
        assertThat(verify(LOG, head(PAPER, 0, 0, LOG.last())).head())
                .isEqualTo(HeadStanding.DIFFERENT);
    }

    @Test
    void shouldReadAHeadOfItsOneFormOnly() throws Exception {
        LogHead head = LogHead.parse(LOG.head());
        assertThat(head.lines()).isEqualTo(6);
        assertThat(head.time()).isEqualTo(NOON);
        assertThat(LogHead.parse(head(PAPER, 0, 0, Digest.ZERO)).lines()).isZero();
        JsonObject json = head.toJson();
        for (JsonObject other :
                List.of(
                        json.with("lines", -1),
                        json.with("length", -1),
                        json.with("lines", "6"),
                        json.with("time", "noon"),
                        json.with("signature", "none"),
                        json.with("last", "none"),
                        json.with("schema", "gatehouse-log-head/2"),
                        json.with("more", 1),
                        json.without("name"))) {
            byte[] file = (CanonicalJson.text(other) + "\n").getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> LogHead.parse(file))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] spaced = (" " + CanonicalJson.text(json) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> LogHead.parse(spaced))
                .isInstanceOf(IllegalArgumentException.class);
        // whole milliseconds only are signed
        assertThat(
                        LogHead.sign(
                                        PAPER,
                                        0,
                                        0,
                                        Digest.ZERO,
                                        NOON.plusNanos(1_999_999),
                                        LogFixture.keys().signingHmac(KeyPurpose.JOURNAL, NOON))
                                .time())
                .isEqualTo(NOON.plusMillis(1));
    }

    @Test
    void shouldRefuseAHeadUnderAKeyThatDidNotCount() {
        OpenKeyRing owner = LogFixture.keys();
        byte[] other =
                LogHead.sign(
                                PAPER,
                                6,
                                LOG.bytes().length,
                                LOG.last(),
                                NOON,
                                owner.signingHmac(KeyPurpose.role("owner"), NOON))
                        .fileBytes();
        byte[] early =
                LogHead.sign(
                                PAPER,
                                6,
                                LOG.bytes().length,
                                LOG.last(),
                                Instant.parse("2025-12-31T23:59:59.999Z"),
                                owner.signingHmac(KeyPurpose.JOURNAL, NOON))
                        .fileBytes();
        for (byte[] wrong : List.of(other, early)) {
            assertThat(kinds(verify(LOG, wrong)))
                    .containsExactly(LogFault.Kind.HEAD_SIGNATURE_WRONG);
        }
    }

    // ---- lines

    private static LogReport after(JsonObject entry, String role) {
        return new LogFixture.Log(PAPER)
                .seal(evidence(1, 10), "engine")
                .forge(entry, role)
                .verify();
    }

    @Test
    void shouldFindTheCodeOfAnotherLineAndOfAnotherRole() {
        LogFixture.Log log = new LogFixture.Log(PAPER).seal(evidence(1, 10), "engine");
        JsonObject good = log.lines.get(0);
        JsonObject other = new LogFixture.Log(PAPER).seal(evidence(2, 20), "engine").lines.get(0);
        log.lines.set(
                0, LogFixture.reseal(good.with("signatures", other.object("signatures").get())));
        assertThat(kinds(log.verify())).containsExactly(LogFault.Kind.SIGNATURE_WRONG);

        log.lines.set(0, good.with("signature", other.object("signature").get()));
        assertThat(kinds(log.verify())).containsExactly(LogFault.Kind.SIGNATURE_WRONG);

        String code = good.object("signatures").orElseThrow().requireText("engine");
        log.lines.set(0, LogFixture.reseal(good.with("signatures", Map.of("owner", code))));
        assertThat(kinds(log.verify()))
                .containsExactlyInAnyOrder(
                        LogFault.Kind.KEY_WRONG_PURPOSE, LogFault.Kind.SIGNATURE_MISSING);
    }

    @Test
    void shouldFindALineOfAnotherLogOrPlace() {
        LogFixture.Log log = new LogFixture.Log(PAPER).seal(evidence(1, 10), "engine");
        record Wrong(LogName log, long index, Digest previous, LogFault.Kind kind) {}
        for (Wrong wrong :
                List.of(
                        new Wrong(DEMO, 2, log.last(), LogFault.Kind.LOG_NAME_DIFFERS),
                        new Wrong(PAPER, 3, log.last(), LogFault.Kind.INDEX_BROKEN),
                        new Wrong(PAPER, 1, log.last(), LogFault.Kind.INDEX_BROKEN),
                        new Wrong(PAPER, 2, Digest.ZERO, LogFault.Kind.CHAIN_BROKEN))) {
            LogFixture.Log two = new LogFixture.Log(PAPER);
            two.lines.addAll(log.lines);
            two.lines.add(
                    LogFixture.forge(
                            evidence(2, 20),
                            List.of("engine"),
                            wrong.log(),
                            wrong.index(),
                            wrong.previous()));
            LogReport report = two.verify();
            assertThat(kinds(report)).containsExactly(wrong.kind());
            assertThat(report.faults().get(0).line()).isEqualTo(2);
            assertThat(report.faultless()).isFalse();
        }
    }

    @Test
    void shouldTakeALineUpToFiveSecondsAheadOfTheVerifier() {
        LogFixture.Log log = new LogFixture.Log(PAPER).seal(evidence(10, 10), "engine");
        Instant line = NOON.plusSeconds(10);
        assertThat(log.verify(LogFixture.context().asOf(line.minusSeconds(5))).verdict())
                .isEqualTo(Verdict.PASS);
        LogReport early = log.verify(LogFixture.context().asOf(line.minusMillis(5_001)));
        assertThat(kinds(early)).containsExactly(LogFault.Kind.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void shouldCountAnApprovalThatNobodyCouldCheckAsUncheckedAndNotAsMissing() {
        LogFixture.Log log =
                new LogFixture.Log(PAPER)
                        .seal(LogFixture.paperReady(1, NOON, 10), "owner", "compliance");
        LogReport report = log.verify(LogFixture.context().withoutPersons());
        assertThat(report.faults()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(report.faultless()).isTrue();
    }

    @Test
    void shouldNameKeysOfApproversThatWereRevokedSince() {
        LogFixture.Log log =
                new LogFixture.Log(PAPER)
                        .seal(LogFixture.paperReady(1, NOON, 10), "owner", "compliance");
        PersonKeys revokedSince =
                PersonKeys.of(
                        List.of(
                                LogFixture.key(
                                        "anna",
                                        LogFixture.ANNA,
                                        LogFixture.YEAR.revoked(NOON.plusSeconds(60)),
                                        "owner"),
                                LogFixture.key(
                                        "piotr", LogFixture.PIOTR, LogFixture.YEAR, "compliance")));
        LogReport report =
                log.verify(
                        VerificationContext.strict(LogFixture.keys(), revokedSince)
                                .withWitnesses(LogFixture.context().witnesses()));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.revokedSince()).containsOnly(Map.entry(new KeyId("anna-1"), 1L));
    }

    private static LogReport ofBytes(String text, long lines, Digest last) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new DecisionLogVerifier(LogFixture.context())
                .verify(PAPER, bytes, Optional.of(head(PAPER, lines, bytes.length, last)));
    }

    @Test
    void shouldFindAnotherSpellingFromItsFirstByteOn() {
        JsonObject line = new LogFixture.Log(PAPER).seal(evidence(1, 10), "engine").lines.get(0);
        String good = CanonicalJson.text(line);
        Digest own = Digest.sha384(good.getBytes(StandardCharsets.UTF_8));
        assertThat(ofBytes(good + "\n", 1, own).verdict()).isEqualTo(Verdict.PASS);
        for (String other : List.of(" " + good, good + " ", good.replaceFirst(":", ": "))) {
            LogReport report =
                    ofBytes(other + "\n", 1, Digest.sha384(other.getBytes(StandardCharsets.UTF_8)));
            assertThat(kinds(report)).containsExactly(LogFault.Kind.NOT_CANONICAL);
        }
    }

    /** A line that cannot be read still has its place: the head is right about where it ends. */
    @Test
    void shouldCompareTheHeadBehindALineThatCannotBeRead() {
        JsonObject line = new LogFixture.Log(PAPER).seal(evidence(1, 10), "engine").lines.get(0);
        String good = CanonicalJson.text(line) + "\n";
        for (Map.Entry<String, LogFault.Kind> broken :
                Map.of(
                                "x\r\n", LogFault.Kind.LINE_HAS_CARRIAGE_RETURN,
                                "x", LogFault.Kind.LINE_TORN,
                                "\n", LogFault.Kind.LINE_BLANK)
                        .entrySet()) {
            String text = broken.getKey().replace("\n", "");
            Digest last = Digest.sha384(text.getBytes(StandardCharsets.UTF_8));
            assertThat(kinds(ofBytes(good + broken.getKey(), 2, last)))
                    .as(broken.toString())
                    .containsExactly(broken.getValue());
        }
    }

    @Test
    void shouldFindALineThatIsNoObjectAndAHeadThatIsNone() {
        for (String other : List.of("[]", "1", "\"x\"", "x")) {
            Digest last = Digest.sha384(other.getBytes(StandardCharsets.UTF_8));
            assertThat(kinds(ofBytes(other + "\n", 1, last)))
                    .as(other)
                    .containsExactly(LogFault.Kind.NOT_JSON);
        }
        for (String other : List.of("", "x", "{}\n")) {
            LogReport report = verify(LOG, other.getBytes(StandardCharsets.UTF_8));
            assertThat(kinds(report)).containsExactly(LogFault.Kind.HEAD_MALFORMED);
            assertThat(report.head()).isEqualTo(HeadStanding.UNKNOWN);
        }
    }

    @Test
    void shouldMissAHeadAndAWitness() {
        LogReport headless =
                new DecisionLogVerifier(LogFixture.context())
                        .verify(PAPER, LOG.bytes(), Optional.empty());
        assertThat(kinds(headless)).containsExactly(LogFault.Kind.HEAD_MISSING);
        assertThat(headless.head()).isEqualTo(HeadStanding.UNKNOWN);
        for (Unchecked.Check one : List.of(Unchecked.Check.ARTEFACTS, Unchecked.Check.JOURNAL)) {
            LogReport report =
                    LOG.verify(
                            VerificationContext.strict(LogFixture.keys(), LogFixture.persons())
                                    .withWitnesses(List.of(LogFixture.confirming(one))));
            assertThat(report.unchecked()).hasSize(1);
            assertThat(report.unchecked().get(0).check())
                    .isIn(Unchecked.Check.ARTEFACTS, Unchecked.Check.JOURNAL)
                    .isNotEqualTo(one);
            assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        }
    }

    @Test
    void shouldFindEveryLineWhoseKeyCannotBeUsed() {
        OpenKeyRing unsafe =
                new OpenKeyRing(
                        LogFixture.ring(),
                        entry -> io.gatehouse.audit.key.SecretBytes.copyOf(new byte[47]));
        LogReport report =
                LOG.verify(
                        VerificationContext.strict(unsafe, LogFixture.persons())
                                .withWitnesses(LogFixture.context().witnesses()));
        assertThat(kinds(report)).containsOnly(LogFault.Kind.KEY_UNUSABLE);
        // the head, and a role's and the outer code of each line
        assertThat(report.faults()).filteredOn(f -> f.line() == 1).hasSize(2);
        assertThat(report.faults()).filteredOn(f -> f.line() == 0).hasSize(1);
    }

    private static JsonObject correction(Object supersedes) {
        JsonObject draft =
                LogFixture.placed(
                        LogFixture.draft("supersede", "paper", "corrected", PAPER_FLAGS),
                        NOON.plusSeconds(2),
                        20);
        return supersedes == null ? draft : draft.with("supersedes", supersedes);
    }

    @Test
    void shouldTakeACorrectionOfAnEarlierLineOnly() {
        assertThat(after(correction(1), "engine").verdict()).isEqualTo(Verdict.PASS);
        for (Object wrong : Arrays.asList(2, 3, null)) {
            assertThat(kinds(after(correction(wrong), "engine")))
                    .as(String.valueOf(wrong))
                    .containsExactly(LogFault.Kind.MEMBER_MISSING);
        }
        assertThat(kinds(after(correction(1).without("installation"), "engine")))
                .containsExactly(LogFault.Kind.MEMBER_MISSING);
    }

    // ---- a log as a journal tells it

    @Test
    void shouldTellWhatWouldHaveBeenSaidAtEachMoment() {
        JournalledLog log = new JournalledLog(PAPER, LogFixture.context());
        long bytes = 0;
        for (JsonObject line : LOG.lines) {
            log.append(line);
            bytes += CanonicalJson.bytes(line).length + 1;
            assertThat(log.report().faults()).isEmpty();
            assertThat(log.report().bytes()).isEqualTo(bytes);
            assertThat(log.report().last()).contains(Digest.of(line));
            assertThat(log.report().head()).isEqualTo(HeadStanding.NOT_ASKED);
        }
        assertThat(log.lines()).isEqualTo(LOG.lines);
        log.append(LOG.lines.get(0));
        LogReport broken = log.report();
        assertThat(broken.lines()).isEqualTo(7);
        assertThat(kinds(broken)).contains(LogFault.Kind.INDEX_BROKEN, LogFault.Kind.CHAIN_BROKEN);
        assertThat(broken.faults()).allMatch(f -> f.line() == 7);
        long start = bytes;
        assertThat(broken.faults()).allMatch(f -> f.offset() == start);
        log.again();
        assertThat(log.report().faults()).isEqualTo(broken.faults());
        assertThat(log.report().bytes()).isEqualTo(broken.bytes());
    }

    @Test
    void shouldJudgeALogAnewByOtherKeys() {
        OpenKeyRing keys = LogFixture.keys();
        JournalledLog log =
                new JournalledLog(
                        PAPER,
                        VerificationContext.strict(keys, LogFixture.persons())
                                .withWitnesses(LogFixture.context().witnesses()));
        LOG.lines.forEach(log::append);
        assertThat(log.report().faultless()).isTrue();
        keys.limitTo(
                KeyRing.of(
                        LogFixture.ring().keys().stream()
                                .filter(key -> !key.id().equals(new KeyId("engine-1")))
                                .toList()));
        assertThat(log.report().faultless()).isTrue();
        log.again();
        assertThat(kinds(log.report())).contains(LogFault.Kind.KEY_UNKNOWN);
    }

    // ---- what is shown and kept

    @Test
    void shouldShowForeignTextShortAndHarmless() {
        assertThat(Quoted.of(" ~")).isEqualTo(" ~");
        assertThat(Quoted.of("\u001f\u007f\u017c")).isEqualTo("\\u001f\\u007f\\u017c");
        assertThat(Quoted.of("x".repeat(120))).isEqualTo("x".repeat(120));
        assertThat(Quoted.of("x".repeat(121))).isEqualTo("x".repeat(120) + "...");
    }

    @Test
    void shouldKeepTwoHundredReasonsAndCountTheRest() {
        ReportBuilder builder = new ReportBuilder();
        for (int line = 1; line <= 202; line++) {
            builder.unchecked(Unchecked.Check.ROLE_SIGNATURES, "reason " + line, line);
        }
        builder.unchecked(Unchecked.Check.ROLE_SIGNATURES, "reason 1", 300);
        List<Unchecked> kept =
                builder.build(PAPER, 0, 0, Optional.empty(), HeadStanding.EQUAL, 0).unchecked();
        assertThat(kept).hasSize(201);
        assertThat(kept.get(0))
                .isEqualTo(new Unchecked(Unchecked.Check.ROLE_SIGNATURES, "reason 1", 2, 1));
        assertThat(kept.get(200))
                .isEqualTo(
                        new Unchecked(Unchecked.Check.ROLE_SIGNATURES, "further reasons", 2, 201));
    }

    @Test
    void shouldKnowStatusesAndSchemasByTheirNames() {
        assertThat(StatusPolicy.DEFAULT.knows(PAPER)).isTrue();
        assertThat(StatusPolicy.DEFAULT.knows(new LogName("other"))).isFalse();
        StatusPolicy more =
                StatusPolicy.DEFAULT.with(
                        "other_ready",
                        new StatusPolicy.StatusRule(
                                EntryKind.DECISION,
                                Set.of("other"),
                                Set.of("other"),
                                Map.of(),
                                List.of(Set.of("owner"))));
        assertThat(more.knows(new LogName("other"))).isTrue();
        assertThat(more.signers("other_ready")).containsExactly(Set.of("owner"));
        assertThat(more.rule("paper_ready")).isPresent();
        assertThat(StatusPolicy.DEFAULT.rule("other_ready")).isEmpty();
        assertThat(KnownSchemas.isAlias("decision_log_v2")).isTrue();
        assertThat(KnownSchemas.isAlias("decision_log_v1")).isFalse();
    }
}
