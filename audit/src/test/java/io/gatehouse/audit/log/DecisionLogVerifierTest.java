package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.NOON;
import static io.gatehouse.audit.log.LogFixture.PAPER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogVerifierTest {

    private static final Map<String, Boolean> DEMO_FLAGS =
            Map.of(
                    "StrategyContext.require_demo_mode",
                    true,
                    "runtime.compliance_confirmed",
                    false);
    private static final Map<String, Boolean> LIVE_FLAGS =
            Map.of(
                    "StrategyContext.require_demo_mode",
                    false,
                    "runtime.compliance_confirmed",
                    true);

    @TempDir Path directory;

    @Test
    void shouldPassAWholeLogWhenEveryCheckWasMade() {
        LogReport report = LogFixture.paperLog(30, 0).verify();

        assertThat(report.faults()).isEmpty();
        assertThat(report.unchecked()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.lines()).isEqualTo(30);
        assertThat(report.head()).isEqualTo(LogReport.HeadStanding.EQUAL);
    }

    @Test
    void shouldPassTheDecisionOfEachGate() {
        assertThat(
                        single(
                                        "demo",
                                        LogFixture.DEMO,
                                        "demo",
                                        "demo_ready",
                                        DEMO_FLAGS,
                                        Map.of("runtime", "ewa", "owner", "anna"))
                                .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(
                        single(
                                        "live",
                                        LogFixture.LIVE,
                                        "live",
                                        "live_ready",
                                        LIVE_FLAGS,
                                        Map.of("compliance", "piotr", "owner", "anna"))
                                .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(
                        single(
                                        "stage6",
                                        LogFixture.STAGE6,
                                        "stage6",
                                        "stage6_profile_ready",
                                        Map.of("stage6", true),
                                        Map.of("risk", "ewa", "owner", "anna"))
                                .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(
                        single(
                                        "stage6",
                                        LogFixture.STAGE6,
                                        "stage6",
                                        "stage6_profile_ready",
                                        Map.of("stage6", true),
                                        Map.of("compliance", "piotr", "owner", "anna"))
                                .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static LogReport single(
            String promotion,
            LogName log,
            String stage,
            String status,
            Map<String, Boolean> flags,
            Map<String, String> roles) {
        JsonObject draft =
                LogFixture.draft("decision", stage, status, flags)
                        .with("promotion", promotion)
                        .with("definition", LogFixture.DEFINITION.value())
                        .with("evidence_root", LogFixture.ROOT.value());
        return new LogFixture.Log(log)
                .seal(
                        LogFixture.placed(LogFixture.approved(draft, NOON, roles), NOON, 7),
                        roles.keySet().toArray(new String[0]))
                .verify();
    }

    /** Each fault alone, made by one who holds every HMAC secret, on the second of three lines. */
    @Test
    void shouldNameEachFaultOfAForgedLine() {
        JsonObject good = LogFixture.paperReady(1, NOON.plusSeconds(2), 20);
        Map<LogFault.Kind, List<JsonObject>> forged = new LinkedHashMap<>();
        forged.put(
                LogFault.Kind.SCHEMA,
                List.of(
                        good.without("artefacts"),
                        good.with("gate", 1),
                        good.with("artefacts", Map.of()),
                        good.with("runtime_flags", Map.of()),
                        good.with("artefacts", Map.of("a", " ")),
                        good.with("unknown", "x"),
                        nulled(good)));
        forged.put(
                LogFault.Kind.TIMESTAMP_INVALID,
                List.of(good.with("timestamp", "2026-02-30T12:00:00Z")));
        forged.put(
                LogFault.Kind.TIMESTAMP_DECREASES,
                List.of(good.with("timestamp", "2026-11-20T11:59:59Z")));
        forged.put(LogFault.Kind.JOURNAL_POSITION_MISSING, List.of(good.without("journal")));
        forged.put(
                LogFault.Kind.JOURNAL_SEQUENCE_NOT_RISING,
                List.of(journal(good, 10), journal(good, 9)));
        forged.put(
                LogFault.Kind.STATUS_NOT_ALLOWED,
                List.of(
                        proposed(good.with("kind", "evidence")),
                                proposed(good.with("status", "live_ready")),
                        proposed(good.with("status", "approved")),
                                proposed(good.with("kind", "revocation"))));
        forged.put(LogFault.Kind.STAGE_DIFFERS, List.of(proposed(good.with("stage", "demo"))));
        forged.put(
                LogFault.Kind.FLAGS_DIFFER,
                List.of(
                        proposed(good.with("runtime_flags", LIVE_FLAGS)),
                        proposed(
                                good.with(
                                        "runtime_flags",
                                        Map.of("runtime.compliance_confirmed", false)))));
        forged.put(
                LogFault.Kind.MEMBER_MISSING,
                List.of(
                        good.without("evidence_root"),
                        good.without("promotion"),
                        good.without("installation")));
        forged.put(
                LogFault.Kind.PROPOSAL_DIFFERS,
                List.of(
                        good.with("proposal", Digest.ZERO.value()),
                        good.with("artefacts", Map.of("config_hash", "sha384:other"))));
        forged.put(
                LogFault.Kind.APPROVAL_MISSING,
                List.of(
                        good.with("approvals", List.of()),
                        good.with("approvals", good.array("approvals").subList(0, 1))));
        forged.forEach(
                (kind, entries) ->
                        entries.forEach(
                                entry -> {
                                    LogReport report = around(entry, "owner", "compliance");
                                    assertThat(report.faults())
                                            .as(kind + " " + report.faults())
                                            .anyMatch(f -> f.kind() == kind && f.line() == 2)
                                            .allMatch(f -> f.line() >= 2)
                                            .allMatch(f -> !f.remedy().isEmpty());
                                    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
                                }));
        assertThat(around(good, "owner", "compliance").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldDemandEverySignerOfTheStatus() {
        JsonObject good = LogFixture.paperReady(1, NOON.plusSeconds(2), 20);

        for (List<String> roles :
                List.of(
                        List.of("owner"),
                        List.of("compliance"),
                        List.of("engine"),
                        List.of("owner", "risk"),
                        List.of("owner", "runtime"))) {
            assertThat(kinds(around(good, roles.toArray(new String[0]))))
                    .as(roles.toString())
                    .contains(LogFault.Kind.SIGNATURE_MISSING);
        }
        JsonObject revocation =
                LogFixture.placed(
                        LogFixture.draft("revocation", "paper", "paper_revoked", DEMO_FLAGS),
                        NOON.plusSeconds(2),
                        20);
        assertThat(around(revocation, "engine").verdict()).isEqualTo(Verdict.PASS);
        assertThat(kinds(around(revocation, "owner")))
                .containsExactly(LogFault.Kind.SIGNATURE_MISSING);
    }

    @Test
    void shouldRefuseEveryApprovalThatIsNotOfThisEntryOrPerson() {
        JsonObject draft = LogFixture.paperDraft(1);
        Instant time = NOON.plusSeconds(2);
        Instant issued = time.minusSeconds(60);
        Digest proposal = Digest.of(DecisionLine.proposed(draft));
        JsonObject owner = LogFixture.approval(draft, proposal, issued, "owner", "anna");
        JsonObject compliance = LogFixture.approval(draft, proposal, issued, "compliance", "piotr");
        JsonObject statement = compliance.object("statement").orElseThrow();
        JsonObject command = statement.object("command").orElseThrow();

        Map<String, JsonObject> wrong = new LinkedHashMap<>();
        wrong.put(
                "other entry",
                LogFixture.approval(draft, Digest.ZERO, issued, "compliance", "piotr"));
        wrong.put(
                "other promotion",
                LogFixture.approval(
                        draft.with("promotion", "p-2"), proposal, issued, "compliance", "piotr"));
        wrong.put(
                "other evidence",
                LogFixture.approval(
                        draft.with("evidence_root", Digest.ZERO.value()),
                        proposal,
                        issued,
                        "compliance",
                        "piotr"));
        wrong.put(
                "other definition",
                LogFixture.approval(
                        draft.with("definition", Digest.ZERO.value()),
                        proposal,
                        issued,
                        "compliance",
                        "piotr"));
        wrong.put(
                "expired",
                LogFixture.approval(
                        draft, proposal, time.minusSeconds(3600), "compliance", "piotr"));
        wrong.put(
                "from the future",
                LogFixture.approval(draft, proposal, time.plusSeconds(6), "compliance", "piotr"));
        wrong.put(
                "other role inside",
                LogFixture.signed(
                        "compliance",
                        "piotr",
                        statement.with("command", command.with("role", "RISK"))));
        wrong.put(
                "no approval",
                LogFixture.signed(
                        "compliance",
                        "piotr",
                        statement.with("command", command.with("command", "REJECT"))));
        wrong.put(
                "other installation",
                LogFixture.signed("compliance", "piotr", statement.with("installation", "bot-2")));
        wrong.put(
                "other person inside",
                LogFixture.signed("compliance", "piotr", statement.with("person", "anna")));
        wrong.put(
                "unknown member",
                LogFixture.signed(
                        "compliance",
                        "piotr",
                        statement.with("command", command.with("extra", 1))));
        wrong.put(
                "signature of another",
                compliance.with("signature", owner.requireText("signature")));
        wrong.put("statement changed", compliance.with("statement", statement.with("nonce", "x")));

        wrong.forEach(
                (name, approval) ->
                        assertThat(
                                        kinds(
                                                around(
                                                        withApprovals(
                                                                draft, time, proposal, owner,
                                                                approval),
                                                        "owner",
                                                        "compliance")))
                                .as(name)
                                .contains(
                                        LogFault.Kind.APPROVAL_WRONG,
                                        LogFault.Kind.APPROVAL_MISSING)
                                .hasSize(2));
        assertThat(
                        kinds(
                                around(
                                        withApprovals(draft, time, proposal, owner, compliance),
                                        "owner",
                                        "compliance")))
                .isEmpty();
    }

    @Test
    void shouldCountPersonsNotCredentials() {
        JsonObject draft = LogFixture.paperDraft(1);
        Instant time = NOON.plusSeconds(2);
        PersonKeys annaInBothRoles =
                PersonKeys.of(
                        List.of(
                                LogFixture.key(
                                        "anna",
                                        LogFixture.ANNA,
                                        LogFixture.YEAR,
                                        "owner",
                                        "compliance")));
        JsonObject entry =
                LogFixture.placed(
                        LogFixture.approved(
                                draft, time, Map.of("owner", "anna", "compliance", "anna")),
                        time,
                        20);

        LogReport report =
                new LogFixture.Log(PAPER)
                        .forge(entry, "owner", "compliance")
                        .verify(context(LogFixture.keys(), annaInBothRoles));

        assertThat(kinds(report)).containsExactly(LogFault.Kind.APPROVERS_NOT_DISTINCT);
    }

    @Test
    void shouldRefuseApproversUnknownWithoutRoleOrWithAnInvalidKey() {
        JsonObject entry = LogFixture.paperReady(1, NOON.plusSeconds(2), 20);
        LogFixture.Log log = new LogFixture.Log(PAPER).forge(entry, "owner", "compliance");
        Map<LogFault.Kind, PersonKeys> lists =
                Map.of(
                        LogFault.Kind.APPROVER_UNKNOWN,
                        PersonKeys.of(
                                List.of(
                                        LogFixture.key(
                                                "anna",
                                                LogFixture.ANNA,
                                                LogFixture.YEAR,
                                                "owner"))),
                        LogFault.Kind.APPROVER_LACKS_ROLE,
                        PersonKeys.of(
                                List.of(
                                        LogFixture.key(
                                                "anna", LogFixture.ANNA, LogFixture.YEAR, "owner"),
                                        LogFixture.key(
                                                "piotr",
                                                LogFixture.PIOTR,
                                                LogFixture.YEAR,
                                                "risk"))),
                        LogFault.Kind.KEY_NOT_VALID,
                        PersonKeys.of(
                                List.of(
                                        LogFixture.key(
                                                "anna", LogFixture.ANNA, LogFixture.YEAR, "owner"),
                                        LogFixture.key(
                                                "piotr",
                                                LogFixture.PIOTR,
                                                LogFixture.YEAR.revoked(NOON.minusSeconds(3600)),
                                                "compliance"))));
        lists.forEach(
                (kind, persons) ->
                        assertThat(kinds(log.verify(context(LogFixture.keys(), persons))))
                                .containsExactlyInAnyOrder(kind, LogFault.Kind.APPROVAL_MISSING));
    }

    @Test
    void shouldJudgeEngineKeysAtTheTimeOfTheLine() {
        LogFixture.Log log = LogFixture.paperLog(10, 0);
        Instant fifth = NOON.plusSeconds(5);
        KeyId owner = new KeyId("owner-1");

        LogReport retired = log.verify(withOwner(LogFixture.YEAR.retired(fifth.plusSeconds(1))));
        LogReport retiredBefore = log.verify(withOwner(LogFixture.YEAR.retired(fifth)));
        LogReport revokedLater =
                log.verify(withOwner(LogFixture.YEAR.revoked(fifth.plusSeconds(1))));
        LogReport revokedBefore = log.verify(withOwner(LogFixture.YEAR.revoked(fifth)));

        assertThat(retired.verdict()).isEqualTo(Verdict.PASS);
        assertThat(kinds(retiredBefore)).containsExactly(LogFault.Kind.KEY_NOT_VALID);
        assertThat(revokedLater.verdict()).isEqualTo(Verdict.PASS);
        assertThat(revokedLater.revokedSince()).isEqualTo(Map.of(owner, 5L));
        assertThat(kinds(revokedBefore)).containsExactly(LogFault.Kind.KEY_NOT_VALID);
    }

    private static VerificationContext withOwner(KeyValidity validity) {
        return context(
                new OpenKeyRing(
                        LogFixture.ring()
                                .with(
                                        LogFixture.hmac("owner-1", KeyPurpose.role("owner"))
                                                .withValidity(validity)),
                        LogFixture.secrets()),
                LogFixture.persons());
    }

    @Test
    void shouldRefuseAKeyOfAnotherPurposeAndAnUnknownOne() {
        JsonObject entry = LogFixture.paperReady(1, NOON.plusSeconds(2), 20);
        JsonObject line =
                LogFixture.forge(entry, List.of("owner", "compliance"), PAPER, 1, Digest.ZERO);
        String engineCode =
                RoleSignature.sign(
                                LogFixture.keys().signingHmac(KeyPurpose.ENGINE, NOON),
                                DecisionLine.roleBytes(line, "owner"))
                        .text();
        JsonObject borrowed =
                LogFixture.reseal(
                        line.with(
                                "signatures",
                                line.object("signatures").orElseThrow().with("owner", engineCode)));
        JsonObject unknown =
                LogFixture.reseal(
                        line.with(
                                "signatures",
                                line.object("signatures")
                                        .orElseThrow()
                                        .with("owner", engineCode.replace("engine-1", "owner-9"))));

        assertThat(kinds(one(borrowed))).containsExactly(LogFault.Kind.KEY_WRONG_PURPOSE);
        assertThat(kinds(one(unknown))).containsExactly(LogFault.Kind.KEY_UNKNOWN);
    }

    @Test
    void shouldSayWhatAnAuditorWithoutSecretsCouldNotCheckAndStillVerifyPersons() {
        LogFixture.Log log = LogFixture.paperLog(10, 0);

        LogReport report =
                log.verify(
                        VerificationContext.strict(LogFixture.publicKeys(), LogFixture.persons()));

        assertThat(report.faults()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(report.unchecked())
                .extracting(Unchecked::check)
                .containsExactlyInAnyOrder(
                        Unchecked.Check.HEAD_SIGNATURE,
                        Unchecked.Check.ROLE_SIGNATURES, // engine
                        Unchecked.Check.ROLE_SIGNATURES, // owner
                        Unchecked.Check.ROLE_SIGNATURES, // compliance
                        Unchecked.Check.OUTER_SIGNATURES,
                        Unchecked.Check.ARTEFACTS,
                        Unchecked.Check.JOURNAL);
        assertThat(report.unchecked())
                .filteredOn(u -> u.check() == Unchecked.Check.OUTER_SIGNATURES)
                .containsExactly(
                        new Unchecked(
                                Unchecked.Check.OUTER_SIGNATURES,
                                "no secret for key outer-1",
                                10,
                                1));

        // the approvals do not depend on secrets: an edited artefact is found all the same
        List<JsonObject> lines = new ArrayList<>(log.lines);
        lines.set(4, lines.get(4).with("artefacts", Map.of("config_hash", "sha384:other")));
        byte[] edited = LogFixture.join(lines.stream().map(CanonicalJson::bytes).toList());
        LogReport found =
                new DecisionLogVerifier(
                                VerificationContext.strict(
                                        LogFixture.publicKeys(), LogFixture.persons()))
                        .verify(PAPER, edited, Optional.of(log.head()));
        assertThat(found.faults())
                .anyMatch(f -> f.kind() == LogFault.Kind.PROPOSAL_DIFFERS && f.line() == 5)
                .anyMatch(f -> f.kind() == LogFault.Kind.CHAIN_BROKEN && f.line() == 6);

        // without the list of persons the approvals join the unchecked
        assertThat(
                        log.verify(
                                        VerificationContext.strict(
                                                        LogFixture.keys(), LogFixture.persons())
                                                .withoutPersons())
                                .unchecked())
                .extracting(Unchecked::check)
                .contains(Unchecked.Check.APPROVALS);
    }

    @Test
    void shouldNotPassWhenASecretIsUnsafeRatherThanAbsent() {
        OpenKeyRing keys =
                new OpenKeyRing(LogFixture.ring(), entry -> SecretBytes.copyOf(new byte[47]));

        LogReport report = LogFixture.paperLog(1, 0).verify(context(keys, LogFixture.persons()));

        assertThat(kinds(report)).containsOnly(LogFault.Kind.KEY_UNUSABLE);
    }

    @Test
    void shouldHearTheWitnesses() {
        LogFixture.Log log = LogFixture.paperLog(2, 0);
        VerificationContext base =
                VerificationContext.strict(LogFixture.keys(), LogFixture.persons());
        LineWitness journal = LogFixture.confirming(Unchecked.Check.JOURNAL);

        LogReport contradicted =
                log.verify(
                        base.withWitnesses(
                                List.of(
                                        journal,
                                        LogFixture.witness(
                                                Unchecked.Check.ARTEFACTS,
                                                new LineWitness.Testimony.Contradicted(
                                                        "sha384:aa", "sha384:bb")))));
        LogReport unavailable =
                log.verify(
                        base.withWitnesses(
                                List.of(
                                        journal,
                                        LogFixture.witness(
                                                Unchecked.Check.ARTEFACTS,
                                                new LineWitness.Testimony.Unavailable(
                                                        "the archive is not here")))));

        assertThat(contradicted.faults())
                .hasSize(2)
                .allMatch(f -> f.kind() == LogFault.Kind.WITNESS_CONTRADICTS);
        assertThat(unavailable.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(unavailable.unchecked())
                .containsExactly(
                        new Unchecked(Unchecked.Check.ARTEFACTS, "the archive is not here", 2, 1));
    }

    @Test
    void shouldCompareTheHead() {
        LogFixture.Log log = LogFixture.paperLog(3, 0);
        LogFixture.Log shorter = LogFixture.paperLog(2, 0);
        LogFixture.Log other = LogFixture.paperLog(3, 500);
        DecisionLogVerifier verifier = new DecisionLogVerifier(LogFixture.context());

        LogReport cut = verifier.verify(PAPER, shorter.bytes(), Optional.of(log.head()));
        LogReport crash = verifier.verify(PAPER, log.bytes(), Optional.of(shorter.head()));
        LogReport replaced = verifier.verify(PAPER, log.bytes(), Optional.of(other.head()));
        LogReport missing = verifier.verify(PAPER, log.bytes(), Optional.empty());
        LogReport emptied = verifier.verify(PAPER, new byte[0], Optional.of(log.head()));
        LogReport foreign =
                verifier.verify(
                        PAPER,
                        log.bytes(),
                        Optional.of(
                                LogHead.sign(
                                                LogFixture.DEMO,
                                                3,
                                                log.bytes().length,
                                                log.last(),
                                                NOON,
                                                LogFixture.keys()
                                                        .signingHmac(KeyPurpose.JOURNAL, NOON))
                                        .fileBytes()));
        LogReport forgedHead =
                verifier.verify(
                        PAPER,
                        shorter.bytes(),
                        Optional.of(
                                LogHead.sign(
                                                PAPER,
                                                2,
                                                shorter.bytes().length,
                                                shorter.last(),
                                                NOON,
                                                LogFixture.keys()
                                                        .signingHmac(KeyPurpose.ENGINE, NOON))
                                        .fileBytes()));

        assertThat(cut.head()).isEqualTo(LogReport.HeadStanding.CUT);
        assertThat(cut.faults())
                .singleElement()
                .matches(
                        f ->
                                f.kind() == LogFault.Kind.CUT
                                        && f.line() == 3
                                        && f.offset() == shorter.bytes().length);
        assertThat(crash.verdict()).isEqualTo(Verdict.PASS);
        assertThat(crash.head()).isEqualTo(LogReport.HeadStanding.LOG_AHEAD);
        assertThat(crash.linesAhead()).isEqualTo(1);
        assertThat(replaced.head()).isEqualTo(LogReport.HeadStanding.DIFFERENT);
        assertThat(kinds(replaced)).containsExactly(LogFault.Kind.HEAD_DIFFERS);
        assertThat(kinds(missing)).containsExactly(LogFault.Kind.HEAD_MISSING);
        assertThat(kinds(emptied)).containsExactly(LogFault.Kind.EMPTY, LogFault.Kind.CUT);
        assertThat(kinds(foreign)).contains(LogFault.Kind.HEAD_DIFFERS);
        assertThat(kinds(forgedHead)).containsExactly(LogFault.Kind.HEAD_SIGNATURE_WRONG);
    }

    @Test
    void shouldRefuseALineFromTheFutureOfTheVerifier() {
        LogReport report = LogFixture.paperLog(8, 0).verify(LogFixture.context().asOf(NOON));

        assertThat(report.faults()).extracting(LogFault::line).containsExactly(6L, 7L, 8L);
        assertThat(kinds(report)).containsOnly(LogFault.Kind.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void shouldReportEveryFaultOfALogNotOnlyTheFirst() {
        byte[] log = LogFixture.paperLog(6, 0).bytes();
        List<String> lines =
                new ArrayList<>(List.of(new String(log, StandardCharsets.UTF_8).split("\n")));
        lines.set(0, lines.get(0).replace("\"kind\":", "\"kind\" :"));
        lines.set(1, "");
        lines.set(2, lines.get(2) + "\r");
        lines.set(3, "{\"a\":1,\"a\":2}");
        lines.set(4, "[1]");
        lines.set(5, "x".repeat(2 * 1024 * 1024));
        byte[] bad = (String.join("\n", lines) + "\ntorn").getBytes(StandardCharsets.UTF_8);

        LogReport report =
                new DecisionLogVerifier(LogFixture.context())
                        .verify(PAPER, bad, Optional.of(LogFixture.paperLog(6, 0).head()));

        assertThat(report.faults())
                .extracting(f -> f.line() + " " + f.kind())
                .contains(
                        "1 NOT_CANONICAL",
                        "2 LINE_BLANK",
                        "3 LINE_HAS_CARRIAGE_RETURN",
                        "4 NOT_JSON",
                        "5 NOT_JSON",
                        "6 LINE_TOO_LONG",
                        "7 LINE_TORN",
                        "6 HEAD_DIFFERS");
    }

    @Test
    void shouldKeepABoundedNumberOfFaultsAndCountAll() {
        byte[] bad = "x\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);

        LogReport report =
                new DecisionLogVerifier(LogFixture.context()).verify(PAPER, bad, Optional.empty());

        assertThat(report.faults()).hasSize(LogReport.KEPT);
        assertThat(report.faultCount()).isEqualTo(5_001);
    }

    @Test
    void shouldLookOnlyAtFormAndSignaturesWhenLenientAndAdmitNothing() {
        JsonObject entry = LogFixture.paperReady(1, NOON.plusSeconds(2), 20).without("approvals");
        LogReport report =
                new LogFixture.Log(PAPER)
                        .forge(entry, "owner")
                        .verify(LogFixture.context().lenient());

        assertThat(report.faultless()).isTrue();
        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(report.head()).isEqualTo(LogReport.HeadStanding.NOT_ASKED);
    }

    @Test
    void shouldReadFilesAndReportWhatCannotBeRead() throws Exception {
        LogFixture.Log log = LogFixture.paperLog(3, 0);
        Path file = Files.write(directory.resolve("paper.jsonl"), log.bytes());
        Files.write(LogHead.fileOf(file), log.head());
        List<DecisionLine> seen = new ArrayList<>();
        DecisionLogVerifier verifier = new DecisionLogVerifier(LogFixture.context());

        LogReport report = verifier.verify(file, seen::add);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(seen).extracting(DecisionLine::entry).isEqualTo(log.lines);
        assertThat(kinds(verifier.verify(directory.resolve("absent.jsonl"))))
                .containsExactly(LogFault.Kind.UNREADABLE);
        Path link = Files.createSymbolicLink(directory.resolve("link.jsonl"), file);
        assertThat(kinds(verifier.verify(link))).containsExactly(LogFault.Kind.UNREADABLE);
    }

    @Test
    void shouldShowNoControlCharacterOfALineInAFault() {
        JsonObject entry = LogFixture.paperReady(1, NOON, 20).with("stage", "\u001b[2Jpaper\u202e");

        LogReport report = new LogFixture.Log(PAPER).forge(entry, "owner", "compliance").verify();

        assertThat(report.faults()).isNotEmpty();
        assertThat(report.faults().toString())
                .contains("\\u001b")
                .doesNotContain("\u001b")
                .doesNotContain("\u202e");
        assertThat(report.faults().get(0).finding().subject()).isEqualTo("paper.jsonl:1");
    }

    private static VerificationContext context(OpenKeyRing keys, PersonKeys persons) {
        return VerificationContext.strict(keys, persons)
                .withWitnesses(LogFixture.context().witnesses());
    }

    private static LogReport around(JsonObject entry, String... roles) {
        return new LogFixture.Log(PAPER)
                .seal(LogFixture.evidence(1, NOON, 10), "engine")
                .forge(entry, roles)
                .forge(LogFixture.evidence(3, NOON.plusSeconds(3), 30), "engine")
                .verify();
    }

    private static LogReport one(JsonObject line) {
        LogFixture.Log log = new LogFixture.Log(PAPER);
        log.lines.add(line);
        return log.verify();
    }

    private static JsonObject withApprovals(
            JsonObject draft, Instant time, Digest proposal, JsonObject... approvals) {
        return LogFixture.placed(
                draft.with("proposal", proposal.value())
                        .with("approvals", Arrays.asList(approvals)),
                time,
                20);
    }

    private static JsonObject journal(JsonObject entry, long sequence) {
        return entry.with("journal", entry.object("journal").orElseThrow().with("seq", sequence));
    }

    /** The proposal made to fit again, so that only the one fault is left. */
    private static JsonObject proposed(JsonObject entry) {
        UnaryOperator<JsonObject> fit =
                e -> e.with("proposal", Digest.of(DecisionLine.proposed(e)).value());
        return fit.apply(entry);
    }

    private static JsonObject nulled(JsonObject entry) {
        return entry.with("artefacts", JsonObject.of("config_hash", null));
    }

    private static List<LogFault.Kind> kinds(LogReport report) {
        return report.faults().stream().map(LogFault::kind).toList();
    }
}
