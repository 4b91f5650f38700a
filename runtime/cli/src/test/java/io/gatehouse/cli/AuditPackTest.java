package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.event.PromotionEvent.SignedOff;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.state.SignedStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A pack of a small real history: what it proves, and forgers who try to change it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPackTest {

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
        assertThat(said.out().lines()).hasSize(1);
        return StrictJson.readSigned(said.out().strip().getBytes(StandardCharsets.UTF_8))
                .objectOrThrow();
    }

    private JsonObject verify(int exit, Path file, String... more) {
        return json(
                exit,
                Stream.concat(Stream.of("audit", "verify", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** As an auditor verifies who wrote position and key down in their time. */
    private JsonObject anchored(int exit, Path file) {
        return verify(
                exit,
                file,
                "--expect",
                position(),
                "--engine-key",
                exported.requireText("engine_key"));
    }

    private String position() {
        JsonObject journal = exported.object("journal").orElseThrow();
        return journal.integer("seq").orElseThrow() + ":" + journal.requireText("digest");
    }

    private static String found(JsonObject report) {
        assertThat(report.array("findings")).isNotEmpty();
        return report.array("findings").toString();
    }

    @Test
    void shouldVerifyFromThePackAlone() throws IOException {
        // given the workspace, with its secrets, out of reach
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));

        // when
        Bench.Said said =
                bench.run(
                        "audit",
                        "verify",
                        pack.toString(),
                        "--expect",
                        position(),
                        "--engine-key",
                        exported.requireText("engine_key"));

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .startsWith("SOUND: installation bot-1, whole history")
                .contains("Known from elsewhere and held: event ")
                .contains("Not checked: HMAC of")
                .contains("HMAC of roles")
                .doesNotContain("the same again");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void shouldCountWhatItChecked() {
        JsonObject report = anchored(0, pack);

        assertThat(report.integer("signatures_of_persons").orElseThrow()).isGreaterThan(8);
        assertThat(report.integer("adoptions")).hasValue(1L);
        assertThat(report.integer("permits")).hasValue(1L);
        assertThat(report.integer("decision_lines")).hasValue(1L);
        assertThat(report.object("guards").orElseThrow().integer("same").orElseThrow())
                .isGreaterThanOrEqualTo(4);
        assertThat(report.array("unchecked").toString())
                .contains("commit records")
                .contains("demo.jsonl: 1 x OUTER_SIGNATURES");
        assertThat(report.array("incomplete")).isEmpty();
        JsonObject anchor = report.object("anchor").orElseThrow();
        assertThat(anchor.flag("engine_key")).hasValue(true);
        assertThat(anchor.object("position").orElseThrow().integer("seq"))
                .isEqualTo(exported.object("journal").orElseThrow().integer("seq"));
    }

    @Test
    void shouldNotDecideWithoutAnythingKnownFromElsewhere() {
        // when
        JsonObject report = verify(ExitCodes.UNDECIDED, pack);
        Bench.Said said = bench.run("audit", "verify", pack.toString());

        // then: what holds is said, and that it does not suffice
        assertThat(report.array("findings")).isEmpty();
        assertThat(report.array("incomplete")).hasSize(1);
        assertThat(report.array("incomplete").toString())
                .contains("unanchored", "installation bot-1", position(), "--expect SEQ:DIGEST");
        assertThat(said.exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(said.out())
                .startsWith("NOT DECIDED: the pack agrees with itself")
                .contains("pack unanchored", "remedy", "signatures of persons:")
                .doesNotContain("SOUND");
    }

    @Test
    void shouldNotTakeThePositionBeforeAllEventsForKnowledge() {
        // every history holds it, an invented one too
        assertThat(
                        verify(ExitCodes.UNDECIDED, pack, "--expect", "0:sha384:" + "0".repeat(96))
                                .array("incomplete")
                                .toString())
                .contains("unanchored");
    }

    @Test
    void shouldSayWhatAnEngineKeyAloneDoesNotShow() {
        Bench.Said said =
                bench.run(
                        "audit",
                        "verify",
                        pack.toString(),
                        "--engine-key",
                        exported.requireText("engine_key"));

        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("nothing was cut off at the end, only a position shows");
    }

    @Test
    void shouldSayInPolishWhatIsMissing() {
        Bench.Said said = bench.run("audit", "verify", pack.toString(), "--lang", "pl");

        assertThat(said.exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(said.out())
                .startsWith("NIE ROZSTRZYGNIĘTO")
                .contains("co zrobić", "klucz z dokumentów założycielskich");
    }

    @Test
    void shouldMakeEqualPacksOfEqualHistories() throws IOException {
        Path again = home.resolve("again.zip");
        Bench.require(bench.run("audit", "export", "--out", again.toString()), 0);

        assertThat(again).hasSameBinaryContentAs(pack);
    }

    @Test
    void shouldBeReadableByOtherPrograms() throws IOException {
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            assertThat(zip.stream().map(e -> e.getName()).toList())
                    .contains("MANIFEST.json", "README.md", "README.pl.md", "journal/head.json")
                    .hasSize(exported.integer("members").orElseThrow().intValue());
        }
    }

    @Test
    void shouldHoldNoSecret() throws Exception {
        List<String> secrets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(bench.workspace().resolve("gatehouse"))) {
            files.filter(f -> f.toString().endsWith(".key")).forEach(f -> secrets.add(read(f)));
        }
        try (Stream<Path> files = Files.walk(bench.workspace().resolve("secrets"))) {
            files.filter(Files::isRegularFile).forEach(f -> secrets.add(read(f)));
        }
        assertThat(secrets).hasSizeGreaterThan(5);

        String text = new String(Files.readAllBytes(pack), StandardCharsets.ISO_8859_1);

        assertThat(secrets).allSatisfy(secret -> assertThat(text).doesNotContain(secret));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseAnotherEngineKeyAndAPositionOutsideOfTheHistory() {
        String other = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

        assertThat(found(verify(ExitCodes.REFUSED, pack, "--engine-key", other)))
                .contains("engine-key");
        assertThat(
                        found(
                                verify(
                                        ExitCodes.REFUSED,
                                        pack,
                                        "--expect",
                                        "9999:sha384:" + "0".repeat(96))))
                .contains("rolled-back");
        assertThat(bench.run("audit", "verify", pack.toString(), "--engine-key", "x").exit())
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void shouldNotOverwriteAndNotPackAForgedArchive() throws IOException {
        assertThat(bench.run("audit", "export", "--out", pack.toString()).exit())
                .isEqualTo(ExitCodes.CONFLICT);
    }

    @Test
    void shouldFindAndLocateAFlippedByteInEveryKindOfMember() throws Exception {
        byte[] whole = Files.readAllBytes(pack);
        Path edited = home.resolve("edited.zip");
        int edits = 0;
        Map<String, Integer> kinds = new LinkedHashMap<>();
        try (PackReader reader = PackReader.open(pack)) {
            for (String name : reader.names()) {
                String kind = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
                if (kinds.merge(kind, 1, Integer::sum) > 2) {
                    continue;
                }
                int content = indexOf(whole, reader.open(name).readAllBytes());
                long size = reader.size(name);
                for (long at : new long[] {0, size / 3, size - 1}) {
                    byte[] copy = whole.clone();
                    copy[(int) (content + at)] ^= 0x20;
                    Files.write(edited, copy);

                    JsonObject report = verify(ExitCodes.REFUSED, edited);

                    assertThat(found(report)).as(name + " at " + at).contains(name);
                    edits++;
                }
            }
        }
        assertThat(kinds)
                .containsKeys(
                        "MANIFEST.json",
                        "README.md",
                        "artefacts",
                        "decision_logs",
                        "definitions",
                        "journal",
                        "keys",
                        "people",
                        "permits",
                        "schemas");
        System.out.println("flipped bytes found: " + edits + " in " + kinds.size() + " kinds");
        assertThat(edits).isGreaterThanOrEqualTo(36);
    }

    private static int indexOf(byte[] whole, byte[] part) {
        for (int i = 0; i + part.length <= whole.length; i++) {
            if (whole[i] == part[0]
                    && java.util.Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("not there");
    }

    @Test
    void shouldFindEveryEditOfWhoeverHoldsTheEngineKey() throws Exception {
        int edits = 0;
        for (Map.Entry<String, String> edit :
                Map.of(
                                "people/people.json", "olga",
                                "keys/keys.json", "engine",
                                "definitions/", "gate",
                                "permits/", "DEMO",
                                "decision_logs/demo.jsonl", "demo_ready",
                                "decision_logs/demo.jsonl.head", "lines",
                                "artefacts/", "e",
                                "journal/00000000000000000001.jsonl", "p-1",
                                "journal/head.json", "seq")
                        .entrySet()) {
            Path forged =
                    forger.repack(
                            pack,
                            members -> {
                                String name = members.ceilingKey(edit.getKey());
                                String text = new String(members.get(name), StandardCharsets.UTF_8);
                                members.put(
                                        name,
                                        text.replaceFirst(
                                                        edit.getValue(),
                                                        edit.getValue()
                                                                        .toUpperCase(
                                                                                java.util.Locale
                                                                                        .ROOT)
                                                                + "x")
                                                .getBytes(StandardCharsets.UTF_8));
                            });

            JsonObject report = verify(ExitCodes.REFUSED, forged);

            assertThat(found(report)).as(edit.getKey()).isNotEmpty();
            edits++;
        }
        assertThat(edits).isEqualTo(9);
    }

    @Test
    void shouldSayWhatIsMissingWhenSomebodyLeavesEvidenceOut() throws Exception {
        Path forged =
                forger.repack(pack, members -> members.remove(members.ceilingKey("artefacts/")));

        JsonObject report = verify(ExitCodes.UNDECIDED, forged);

        assertThat(report.array("incomplete").toString()).contains("archived evidence sha384:");
    }

    @Test
    void shouldFindAnActWhosePersonNeverSignedIt() throws Exception {
        // given a consistent history in which one signature of a person is another's
        Path forged =
                forger.repackRewritten(
                        pack,
                        event ->
                                event instanceof CommandAdmitted e
                                                && e.command().equals("SIGN_OFF_STEP")
                                        ? withOtherSignature(e)
                                        : event);

        // when
        JsonObject report = verify(ExitCodes.REFUSED, forged);

        // then
        assertThat(found(report)).contains("statement").contains("olga");
    }

    private static Event withOtherSignature(CommandAdmitted e) {
        SignedStatement signed = e.signed().orElseThrow();
        return new CommandAdmitted(
                e.command(),
                e.actor(),
                Optional.of(
                        new SignedStatement(
                                signed.person(), signed.key(), signed.statement(), "A".repeat(86))),
                e.at());
    }

    @Test
    void shouldFindASignOffPutUnderAnotherName() throws Exception {
        Path forged =
                forger.repackRewritten(
                        pack,
                        event ->
                                event instanceof SignedOff e
                                        ? new SignedOff(
                                                e.promotion(),
                                                e.step(),
                                                new SignOff(
                                                        new PersonId("carl"),
                                                        e.signOff().key(),
                                                        e.signOff().role(),
                                                        e.signOff().kind(),
                                                        e.signOff().evidenceRoot(),
                                                        e.signOff().at(),
                                                        e.signOff().statement()))
                                        : event);

        assertThat(found(verify(ExitCodes.REFUSED, forged))).contains("an act that carl signed");
    }

    @Test
    void shouldFindASignOffPutUnderAnotherKey() throws Exception {
        Path forged =
                forger.repackRewritten(
                        pack,
                        event ->
                                event instanceof SignedOff e
                                        ? new SignedOff(
                                                e.promotion(),
                                                e.step(),
                                                new SignOff(
                                                        e.signOff().person(),
                                                        new KeyId("unrevoked-1"),
                                                        e.signOff().role(),
                                                        e.signOff().kind(),
                                                        e.signOff().evidenceRoot(),
                                                        e.signOff().at(),
                                                        e.signOff().statement()))
                                        : event);

        assertThat(found(verify(ExitCodes.REFUSED, forged)))
                .contains("the sign-off by the key of this statement");
    }

    @Test
    void shouldFindAVerdictThatTheRulesDoNotGive() throws Exception {
        // given a consistent history in which a refusal became a pass
        Path forged =
                forger.repackRewritten(
                        pack,
                        event ->
                                event instanceof Assessed e && e.verdict() == Verdict.FAIL
                                        ? allPassed(e)
                                        : event);

        // when
        JsonObject report = verify(ExitCodes.REFUSED, forged);

        // then
        assertThat(found(report)).contains("verdict").contains("signed-off").contains("event ");
    }

    private static Event allPassed(Assessed e) {
        return new Assessed(
                e.promotion(),
                e.step(),
                Verdict.PASS,
                e.results().stream()
                        .map(
                                r ->
                                        new RuleResult(
                                                r.rule(),
                                                r.version(),
                                                Verdict.PASS,
                                                List.of(),
                                                r.items()))
                        .toList(),
                e.asOf(),
                e.evidenceRoot(),
                e.build());
    }

    @Test
    void shouldFindARollbackByAPositionKnownFromElsewhere() throws Exception {
        // given the history cut back at an earlier commit record, signed anew
        Path forged =
                forger.repack(
                        pack,
                        members -> {
                            String name = "journal/00000000000000000001.jsonl";
                            String text = new String(members.get(name), StandardCharsets.UTF_8);
                            String end = text.substring(0, text.lastIndexOf("{\"commit\""));
                            end = end.substring(0, end.lastIndexOf("{\"commit\""));
                            end = end.substring(0, end.lastIndexOf("\n") + 1);
                            end = text.substring(0, text.indexOf('\n', end.length()) + 1);
                            members.put(name, end.getBytes(StandardCharsets.UTF_8));
                        });

        assertThat(found(verify(ExitCodes.REFUSED, forged, "--expect", position())))
                .contains("rolled-back");
    }

    @Test
    void shouldPackOnePromotionAndSayWhatIsLeftOut() {
        Path one = home.resolve("one.zip");
        json(0, "audit", "export", "--promotion", "p-1", "--out", one.toString());

        assertThat(anchored(0, one).array("unchecked").toString()).contains("than p-1");
        assertThat(anchored(0, one).text("scope")).hasValue("p-1");
        assertThat(bench.run("audit", "verify", one.toString(), "--expect", position()).out())
                .startsWith("SOUND: promotion p-1 of installation bot-1: verified");
        assertThat(verify(ExitCodes.UNDECIDED, one).array("incomplete").toString())
                .contains("unanchored");
        assertThat(bench.run("audit", "export", "--promotion", "p-none").exit())
                .isEqualTo(ExitCodes.CONFLICT);
    }

    @Test
    void shouldRefuseWhatIsNoPack() throws IOException {
        Path none = Files.writeString(home.resolve("none.zip"), "no pack");

        assertThat(found(verify(ExitCodes.REFUSED, none))).contains("byte");
        assertThat(bench.run("audit", "verify", home.resolve("absent").toString()).exit())
                .isEqualTo(ExitCodes.UNDECIDED);
    }
}
