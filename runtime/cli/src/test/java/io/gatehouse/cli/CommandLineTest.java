package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @TempDir private Path home;

    @Test
    void shouldNameTheHolderWhenAnotherWriterHasTheWorkspace() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        try (WriterLock held =
                WriterLock.acquire(
                        Workspace.at(bench.workspace()),
                        "gatehouse serve",
                        Instant.parse("2026-01-01T00:00:00Z"))) {
            assertThat(held).isNotNull();

            // when
            Bench.Said said = bench.open();

            // then
            assertThat(said.exit()).isEqualTo(ExitCodes.CONFLICT);
            assertThat(said.err())
                    .contains("gatehouse serve")
                    .contains(Long.toString(ProcessHandle.current().pid()));
            // and reading needs no lock
            assertThat(bench.run("status").exit()).isZero();
        }
    }

    @Test
    void shouldHaltWhileAnotherWriterHasTheWorkspace() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        try (WriterLock held =
                WriterLock.acquire(
                        Workspace.at(bench.workspace()), "gatehouse serve", Instant.EPOCH)) {
            assertThat(held).isNotNull();

            // when
            Bench.Said said = bench.run("halt", "--reason", "strange prices");

            // then
            assertThat(said.exit()).as(said.out() + said.err()).isZero();
            assertThat(said.out()).contains("Stopped").contains("gatehouse serve");
            assertThat(bench.run("status").out()).contains("latch is down");
        }
        // the next engine journals it
        Bench.require(bench.run("settle"), 0);
        assertThat(bench.run("status").out()).contains("HALTED:NONE");
    }

    @Test
    void shouldLeaveAHaltOnlyWithTwoPersons() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        Bench.require(bench.run("halt"), 0);

        // when
        Bench.Said first = bench.as("olga", "resume", "NONE");
        Bench.Said again = bench.as("olga", "resume", "NONE");
        Bench.Said second = bench.as("carl", "resume", "NONE");

        // then
        assertThat(first.out()).contains("second person");
        assertThat(again.out()).doesNotContain("halt is over");
        assertThat(second.exit()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).contains("halt is over");
        assertThat(bench.run("status").out()).contains("Environment: NONE").doesNotContain("latch");
    }

    @Test
    void shouldExplainThatThereIsNoInstallation() {
        Bench.Said said = status("status");
        assertThat(said.exit()).isEqualTo(ExitCodes.CONFLICT);
        assertThat(said.err()).contains("gatehouse init");
    }

    @Test
    void shouldRefuseACommandLineThatItDoesNotUnderstand() {
        assertThat(status("promote").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(status("status", "--loud").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(status().exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(status("promotion").exit()).isEqualTo(ExitCodes.USAGE);
    }

    private Bench.Said status(String... arguments) {
        try {
            return Bench.empty(home).run(arguments);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseAPassphraseFileThatOthersCanRead() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        Files.setPosixFilePermissions(
                home.resolve("passphrases/otto"), PosixFilePermissions.fromString("rw-r--r--"));

        // when
        Bench.Said said = bench.open();

        // then
        assertThat(said.exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(said.err()).contains("refused").doesNotContain("correct horse");
    }

    @Test
    void shouldNotPermitAWrongPassphrase() throws IOException {
        Bench bench = Bench.founded(home);
        Bench.Said said =
                bench.with(
                        "otto",
                        bench.workspace().resolve("secrets/people/otto.json"),
                        "rita",
                        "demote",
                        "NONE",
                        "--reason",
                        "x");
        assertThat(said.exit()).isEqualTo(ExitCodes.NOT_PERMITTED);
    }

    @Test
    void shouldRefuseASecondFounding() throws IOException {
        Bench bench = Bench.founded(home);
        assertThat(bench.init().exit()).isEqualTo(ExitCodes.CONFLICT);
    }

    @Test
    void shouldRefuseToFoundWithOnePersonInBothRoles() throws IOException {
        Bench bench = Bench.empty(home);
        Bench.Said said =
                bench.run(
                        "init",
                        "--id",
                        "bot-1",
                        "--device",
                        "d",
                        "--person",
                        "olga:Olga:owner,compliance",
                        "--passphrases",
                        home.resolve("passphrases").toString());
        assertThat(said.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(said.err()).contains("two persons");
    }

    @Test
    void shouldLeaveNothingBehindWhenAFoundingIsRefused() throws IOException {
        // given a definition with a fault, and then a missing passphrase
        Bench bench = Bench.empty(home);
        Path gate = bench.workspace().resolve("gatehouse/gates/demo.yaml");
        String sound = Files.readString(gate);
        Files.writeString(gate, sound.replace("steps:", "stepz:"));
        assertThat(bench.init().exit()).isEqualTo(ExitCodes.REFUSED);
        Files.writeString(gate, sound);
        Files.delete(home.resolve("passphrases/carl"));
        assertThat(bench.init().exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(bench.workspace().resolve("gatehouse/keys.json")).doesNotExist();

        // when both are mended
        bench.passphrase("carl");

        // then
        Bench.require(bench.init(), 0);
    }

    @Test
    void shouldNoticeAJournalThatWasEdited() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        Path segment;
        try (var files = Files.list(bench.workspace().resolve("var/gatehouse/journal"))) {
            segment =
                    files.filter(f -> f.toString().endsWith(".jsonl"))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
        }
        String text = Files.readString(segment);
        Files.writeString(segment, text.replace("Olga Owner", "Olga 0wner"));

        // when
        Bench.Said status = bench.run("status");
        Bench.Said writing = bench.open();

        // then
        assertThat(status.exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(writing.exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(status.out()).contains("engine-journal");
        assertThat(bench.run("audit", "fsck").exit()).isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void shouldNoticeAHistoryThatWasRolledBack() throws IOException {
        // given a position that somebody wrote down
        Bench bench = Bench.founded(home);
        Bench.Said before = bench.run("audit", "fsck");
        Matcher position = Pattern.compile("([0-9]+:sha384:[0-9a-f]{96})").matcher(before.out());
        assertThat(position.find()).isTrue();

        // then the history holds it, and no other
        assertThat(bench.run("audit", "fsck", "--expect", position.group(1)).exit()).isZero();
        assertThat(
                        bench.run(
                                        "audit",
                                        "fsck",
                                        "--expect",
                                        "999:" + position.group(1).split(":", 2)[1])
                                .exit())
                .isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void shouldPrintExactlyOneDocumentInJson() throws IOException {
        Bench bench = Bench.founded(home);
        List<List<String>> verbs =
                List.of(
                        List.of("status"),
                        List.of("next"),
                        List.of("explain"),
                        List.of("explain", "signed-off"),
                        List.of("gate", "list"),
                        List.of("gate", "show", "demo"),
                        List.of("gate", "lint"),
                        List.of("promotion", "list"),
                        List.of("promotion", "show", "nothing"),
                        List.of("people", "list"),
                        List.of("key", "list"),
                        List.of("permit", "list"),
                        List.of("audit", "log"),
                        List.of("audit", "replay"),
                        List.of("audit", "fsck"),
                        List.of("log", "verify"),
                        List.of("adopt", "--dry-run"),
                        List.of("version"));
        for (List<String> verb : verbs) {
            List<String> arguments = new java.util.ArrayList<>(verb);
            arguments.addAll(List.of("--format", "json"));
            Bench.Said said = bench.run(arguments.toArray(String[]::new));
            String text = said.out().strip();
            assertThat(text.lines().count()).as("%s: %s%s", verb, text, said.err()).isEqualTo(1);
            JsonReading reading = StrictJson.readSigned(text.getBytes(StandardCharsets.UTF_8));
            assertThat(reading.objectOrThrow().text("schema")).as(verb.toString()).isPresent();
        }
        assertThat(verbs).hasSize(18);
    }

    @Test
    void shouldSpeakPolish() throws IOException {
        Bench bench = Bench.founded(home);
        assertThat(bench.run("status", "--lang", "pl").out())
                .contains("Środowisko")
                .contains("Można otworzyć bramkę demo");
    }

    @Test
    void shouldHaveTheSameKeysAndPlacesInBothLanguages() throws IOException {
        assertThat(places("en")).isEqualTo(places("pl")).hasSizeGreaterThan(100);
    }

    private static TreeMap<String, List<String>> places(String language) throws IOException {
        Properties texts = new Properties();
        try (var in =
                new java.io.InputStreamReader(
                        Messages.class.getResourceAsStream("messages_" + language + ".properties"),
                        StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        TreeMap<String, List<String>> places = new TreeMap<>();
        texts.forEach(
                (key, text) ->
                        places.put(
                                key.toString(),
                                Pattern.compile("\\{[0-9]}")
                                        .matcher(text.toString())
                                        .results()
                                        .map(r -> r.group())
                                        .sorted()
                                        .distinct()
                                        .toList()));
        return places;
    }

    @Test
    void shouldShowTerminalEscapesInsteadOfObeyingThem() {
        assertThat(Output.printable("a\u001b[2Jb\u202ec")).isEqualTo("a\\u{1b}[2Jb\\u{202e}c");
    }

    @Test
    void shouldNotLetAValueAddALineOfItsOwn() {
        assertThat(Output.printable("an outage\nno finding stands against it"))
                .isEqualTo("an outage\\u{a}no finding stands against it");
    }
}
