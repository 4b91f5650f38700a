package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed checklists of accepted steps are under {@code var/audit/}, and fsck asks for them. */
class ChecklistArchiveTest {

    private static final String FORM = "evidence/checklists/demo/stage1.md";

    @TempDir private Path home;

    private Bench bench;
    private Path archive;

    @BeforeEach
    void acceptAChecklist() throws Exception {
        bench = Bench.empty(home);
        Path gate = bench.workspace().resolve("gatehouse/gates/demo.yaml");
        Files.writeString(
                gate,
                Files.readString(gate)
                        .replace(
                                "      - {id: core-config,",
                                "      - {id: form, path: evidence/checklists/demo/*.md}\n"
                                        + "      - {id: core-config,")
                        .replace(
                                "      - {rule: signed-off, role: owner}",
                                "      - {rule: checklist-complete, artefact: form, roles: [owner]}\n"
                                        + "      - {rule: signed-off, role: owner}"));
        Bench.require(bench.init(), 0);
        Path form = bench.workspace().resolve(FORM);
        Bench.require(bench.run("gate", "checklist", "demo", "--out", form.toString()), 0);
        Files.writeString(form, Files.readString(form).replace("[ ]", "[x]"));
        Bench.require(bench.open(), 0);
        Bench.require(bench.as("rita", "promotion", "run", "p-1"), 0);
        Bench.require(bench.as("rita", "evidence", "add", "p-1", "config/core.yaml", FORM), 8);
        archive = bench.workspace().resolve("var/audit/checklists");
        assertThat(archive).as("nothing is archived before it is signed").doesNotExist();
        Bench.require(bench.as("olga", "promotion", "signoff", "p-1"), 0);
    }

    private Path copy() throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            return files.filter(f -> f.toString().endsWith(".md")).findFirst().orElseThrow();
        }
    }

    @Test
    void shouldArchiveTheFormWithItsSigners() throws Exception {
        assertThat(copy()).hasSameBinaryContentAs(bench.workspace().resolve(FORM));
        List<String> index = Files.readAllLines(archive.resolve("index.jsonl"));
        assertThat(index).hasSize(1);
        assertThat(index.get(0)).contains("\"signers\":[\"olga\"]").contains(FORM);
        Bench.require(bench.run("audit", "fsck"), 0);
    }

    @Test
    void shouldMakeTheArchiveAgainWhateverACrashLeft() throws Exception {
        Path index = archive.resolve("index.jsonl");
        byte[] line = Files.readAllBytes(index);
        byte[] form = Files.readAllBytes(copy());

        // cut between copy and index, within the index line, and before everything
        Files.delete(index);
        restartAndCompare(line, form);
        Files.write(index, Arrays.copyOf(line, line.length / 2));
        Bench.require(bench.run("settle"), 0);
        assertThat(Files.readString(index)).endsWith(new String(line, StandardCharsets.UTF_8));
        Files.delete(index);
        Files.delete(copy());
        restartAndCompare(line, form);
    }

    private void restartAndCompare(byte[] line, byte[] form) throws Exception {
        Bench.require(bench.run("settle"), 0);
        assertThat(archive.resolve("index.jsonl")).hasBinaryContent(line);
        assertThat(copy()).hasBinaryContent(form);
        Bench.require(bench.run("audit", "fsck"), 0);
    }

    @Test
    void shouldNoticeAChangedAMissingAndAnUnindexedChecklist() throws Exception {
        byte[] form = Files.readAllBytes(copy());
        byte[] line = Files.readAllBytes(archive.resolve("index.jsonl"));

        Path copy = copy();
        copy.toFile().setWritable(true);
        Files.writeString(copy, "- [x] something else\n");
        assertFound("copy-changed");
        // a start leaves the trace alone
        bench.run("settle");
        assertFound("copy-changed");

        Files.delete(copy);
        assertFound("copy-missing");

        Files.write(copy, form);
        Files.delete(archive.resolve("index.jsonl"));
        assertFound("not-archived");

        Files.write(archive.resolve("index.jsonl"), line);
        Bench.require(bench.run("audit", "fsck"), 0);
    }

    private void assertFound(String code) {
        Bench.Said said = bench.run("audit", "fsck");
        assertThat(said.exit()).as(said.out()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("checklist-archive " + code);
    }

    @Test
    void shouldArchiveWhatWasSignedAndNotWhatLiesThereNow() throws Exception {
        byte[] signed = Files.readAllBytes(copy());
        Files.writeString(bench.workspace().resolve(FORM), "- [x] edited afterwards\n");
        Files.delete(copy());

        Bench.require(bench.run("settle"), 0);

        assertThat(copy()).hasBinaryContent(signed);
    }
}
