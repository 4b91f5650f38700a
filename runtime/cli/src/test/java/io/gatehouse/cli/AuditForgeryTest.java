package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentPromoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentResumed;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.GovernanceEvent.InstallationFounded;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.PromotionEvent.Approved;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.event.PromotionEvent.SignedOff;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SealedLine;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.state.SignOffKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Histories that hang together, made by whoever holds the engine's keys and no person's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditForgeryTest {

    @TempDir static Path home;
    private Bench bench;
    private Path pack;
    private JsonObject exported;
    private Forger forger;

    @BeforeAll
    void exported() throws Exception {
        bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        pack = home.resolve("pack.zip");
        exported = json(0, "audit", "export", "--out", pack.toString());
        forger = new Forger(bench.workspace(), home);
    }

    private JsonObject json(int exit, String... arguments) {
        String[] all =
                Stream.concat(Stream.of(arguments), Stream.of("--format", "json"))
                        .toArray(String[]::new);
        Bench.Said said = bench.run(all);
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(exit);
        return StrictJson.readSigned(said.out().strip().getBytes(StandardCharsets.UTF_8))
                .objectOrThrow();
    }

    private String refused(Path file, String... more) {
        JsonObject report =
                json(
                        ExitCodes.REFUSED,
                        Stream.concat(
                                        Stream.of("audit", "verify", file.toString()),
                                        Stream.of(more))
                                .toArray(String[]::new));
        assertThat(report.array("findings")).isNotEmpty();
        return report.array("findings").toString();
    }

    private String undecided(Path file, String... more) {
        return json(
                        ExitCodes.UNDECIDED,
                        Stream.concat(
                                        Stream.of("audit", "verify", file.toString()),
                                        Stream.of(more))
                                .toArray(String[]::new))
                .array("incomplete")
                .toString();
    }

    private Path edited(Consumer<TreeMap<String, byte[]>> edit) throws Exception {
        return forger.repack(pack, edit);
    }

    private Path rewritten(Function<Event, List<Event>> change) throws Exception {
        return forger.repackJournal(pack, forger.rewriteAll(change));
    }

    @Test
    void shouldVerifyAHistoryThatTheForgerLeavesAsItIs() throws Exception {
        // the forger by itself changes nothing that a check would see
        assertThat(
                        json(
                                        0,
                                        "audit",
                                        "verify",
                                        rewritten(List::of).toString(),
                                        "--engine-key",
                                        exported.requireText("engine_key"))
                                .array("incomplete"))
                .isEmpty();
    }

    @Test
    void shouldNotCallAPackSoundWithoutADecisionLog() throws Exception {
        Path forged =
                edited(
                        members ->
                                members.keySet()
                                        .removeIf(name -> name.startsWith("decision_logs/")));

        assertThat(undecided(forged)).contains("demo.jsonl");
    }

    @Test
    void shouldNotCallAPackSoundWhoseDecisionLogWasCutWithItsHead() throws Exception {
        Path forged =
                edited(
                        members -> {
                            members.put("decision_logs/demo.jsonl", new byte[0]);
                            members.remove("decision_logs/demo.jsonl.head");
                        });

        assertThat(refused(forged)).contains("demo.jsonl");
    }

    @Test
    void shouldRefuseBytesBehindTheLastCommitRecord() throws Exception {
        Path forged =
                edited(
                        members ->
                                members.computeIfPresent(
                                        "journal/00000000000000000001.jsonl",
                                        (name, bytes) ->
                                                (new String(bytes, StandardCharsets.UTF_8)
                                                                + "{\"hidden\":\"text\"")
                                                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(refused(forged)).contains("journal");
    }

    @Test
    void shouldRefuseAMemberThatNoPackHas() throws Exception {
        for (String name :
                List.of(
                        "approvals/carl.txt",
                        "readme.md",
                        "keys/KEYS.json",
                        "people/other.json",
                        "schemas/other.json")) {
            assertThat(refused(edited(m -> m.put(name, new byte[] {65})))).as(name).contains(name);
        }
    }

    @Test
    void shouldRefuseAnArtefactThatTheJournalDoesNotKnow() throws Exception {
        byte[] invented = "invented".getBytes(StandardCharsets.UTF_8);
        String name = "artefacts/" + Digest.sha384(invented).hex();

        assertThat(refused(edited(m -> m.put(name, invented)))).contains(name);
    }

    @Test
    void shouldRefuseEvidencePutUnderAnotherName() throws Exception {
        // given evidence under the name of a person who signed nothing
        Path forged =
                rewritten(
                        event ->
                                event instanceof EvidenceRecorded e && e.by().equals("person:rita")
                                        ? List.of(
                                                new EvidenceRecorded(
                                                        e.promotion(),
                                                        e.step(),
                                                        e.items(),
                                                        "person:rolf",
                                                        e.at()))
                                        : List.of(event));

        assertThat(refused(forged)).contains("an act that rolf signed");
    }

    @Test
    void shouldNotCallAnInstallationSoundThatOnlyNamesTheKnownEngineKey() throws Exception {
        // given an installation of the forger's own, with persons and keys of the forger's own
        String known = exported.requireText("engine_key");
        Path lair = Files.createDirectory(home.resolve("lair"));
        Bench other = Bench.founded(lair);
        Path own = lair.resolve("own.zip");
        Bench.require(other.run("audit", "export", "--out", own.toString()), 0);
        Path forged =
                new Forger(other.workspace(), lair)
                        .repackRewritten(
                                own,
                                event ->
                                        event instanceof InstallationFounded e
                                                ? new InstallationFounded(
                                                        e.installation(), e.device(), known)
                                                : event);

        // when, then
        assertThat(undecided(forged, "--engine-key", known)).contains("engine-key");
    }

    @Test
    void shouldRefuseAStepAcceptedWithoutAVerdict() throws Exception {
        Path forged = rewritten(e -> e instanceof Assessed a && isStep(a) ? List.of() : List.of(e));

        assertThat(refused(forged)).contains("verdict");
    }

    private static boolean isStep(Assessed a) {
        return a.step().value().equals("smoke");
    }

    @Test
    void shouldRefuseAnEnvironmentThatNoPromotionGave() throws Exception {
        // given the way down and up again that nobody went
        Path forged =
                rewritten(
                        event ->
                                event instanceof EnvironmentPromoted e
                                        ? List.of(
                                                e,
                                                new EnvironmentHalted("", e.at()),
                                                new EnvironmentResumed(Environment.NONE, e.at()),
                                                e)
                                        : List.of(event));

        assertThat(refused(forged)).contains("resum");
    }

    @Test
    void shouldRefuseAGrantOfAnotherLine() throws Exception {
        Path forged =
                rewritten(
                        event ->
                                event instanceof EnvironmentPromoted e
                                        ? List.of(
                                                new EnvironmentPromoted(
                                                        e.to(), other(e.grant()), e.at()))
                                        : List.of(event));

        assertThat(refused(forged)).contains("sealed");
    }

    private static GrantRecord other(GrantRecord g) {
        return new GrantRecord(
                g.gate(),
                g.definition(),
                g.promotion(),
                g.configuration(),
                g.configurationItem(),
                g.release(),
                new SealedLine(g.decision().log(), 7, Digest.ZERO, g.decision().seq()),
                g.at());
    }

    @Test
    void shouldRefuseAPromotionOpenedForAnotherRelease() throws Exception {
        Path forged =
                rewritten(
                        event ->
                                event instanceof PromotionOpened e
                                        ? List.of(
                                                new PromotionOpened(
                                                        e.promotion(),
                                                        e.gate(),
                                                        e.definition(),
                                                        e.requester(),
                                                        new Release(
                                                                "other",
                                                                e.release().bundle(),
                                                                e.release().commit()),
                                                        e.at()))
                                        : List.of(event));

        assertThat(refused(forged)).contains("statement").contains("OPEN_PROMOTION");
    }

    @Test
    void shouldRefuseASignOffInAnotherRoleThanTheSignedOne() throws Exception {
        Path forged =
                rewritten(
                        event ->
                                event instanceof SignedOff e
                                        ? List.of(
                                                new SignedOff(
                                                        e.promotion(),
                                                        e.step(),
                                                        new SignOff(
                                                                e.signOff().person(),
                                                                e.signOff().key(),
                                                                Role.COMPLIANCE,
                                                                SignOffKind.values()[0],
                                                                e.signOff().evidenceRoot(),
                                                                e.signOff().at(),
                                                                e.signOff().statement())))
                                        : List.of(event));

        assertThat(refused(forged)).contains("SIGN_OFF_STEP");
    }

    @Test
    void shouldRefuseAnApprovalInAnotherRoleThanTheSignedOne() throws Exception {
        Path forged =
                rewritten(
                        event ->
                                event instanceof Approved e && e.approval().role() == Role.RUNTIME
                                        ? List.of(
                                                new Approved(
                                                        e.promotion(),
                                                        inRole(e.approval(), Role.COMPLIANCE)))
                                        : List.of(event));

        assertThat(refused(forged)).contains("APPROVE");
    }

    private static Approval inRole(Approval a, Role role) {
        return new Approval(
                role, a.entry(), a.evidenceRoot(), a.definition(), a.at(), a.expires(), a.signed());
    }

    @Test
    void shouldRefuseAStatementThatCountsTwice() throws Exception {
        Forger repeating =
                new Forger(bench.workspace(), home)
                        .repeating(
                                event ->
                                        event instanceof CommandAdmitted e
                                                && e.command().equals("SIGN_OFF_STEP"));
        Path forged = repeating.repackJournal(pack, repeating.rewriteAll(List::of));

        assertThat(refused(forged)).contains("once");
    }
}
