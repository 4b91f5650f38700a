package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbookCommandTest {

    @TempDir private Path home;

    @Test
    void shouldPrintThePageOfTheWorkspacesOwnDefinition() throws Exception {
        Bench bench = Bench.empty(home);

        Bench.Said polish = bench.run("gate", "runbook", "demo", "--lang", "pl");
        Bench.Said english = bench.run("gate", "runbook", "demo");

        assertThat(polish.exit()).isZero();
        assertThat(polish.out())
                .contains("| Krok | Odpowiedzialny | Artefakty | Akceptacja |")
                .contains("Test dymny");
        assertThat(english.out())
                .contains("| Step | Responsible | Artefacts | Acceptance |")
                .contains("gatehouse promotion signoff PROMOTION configuration --role owner");
    }

    @Test
    void shouldWriteThePictureBesideThePage() throws Exception {
        Bench bench = Bench.empty(home);
        Path page = home.resolve("pages/demo-page.md");

        Bench.require(bench.run("gate", "runbook", "demo", "--out", page.toString()), 0);

        assertThat(page).content().contains("](demo.svg)");
        assertThat(page.resolveSibling("demo.svg")).content().contains("<svg");
    }

    @Test
    void shouldRefuseHalfADefinition() throws Exception {
        Bench bench = Bench.empty(home);
        Path gate = bench.workspace().resolve("gatehouse/gates/demo.yaml");
        String sound = Files.readString(gate);

        Files.writeString(gate, sound.replace("rule: flags-match", "rule: no-such-rule"));
        Bench.Said unknown = bench.run("gate", "runbook", "demo");
        Files.writeString(gate, sound.replace("approvals:", "approves:"));
        Bench.Said broken = bench.run("gate", "runbook", "demo");

        assertThat(unknown.exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(unknown.out()).contains("no-such-rule").doesNotContain("# Demo");
        assertThat(broken.exit()).isEqualTo(ExitCodes.UNDECIDED);
    }

    @Test
    void shouldSayHowItIsUsed() throws Exception {
        Bench bench = Bench.empty(home);
        assertThat(bench.run("gate", "runbook").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("gate", "runbook", "--all").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("gate", "runbook", "demo", "--all", "--out", "x").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("gate", "runbook", "paper").exit()).isEqualTo(ExitCodes.CONFLICT);
    }

    @Test
    void shouldNeverWriteOverAFilledForm() throws Exception {
        Bench bench = Bench.empty(home);
        Path form = bench.workspace().resolve("evidence/checklists/demo/stage1.md");

        Bench.require(bench.run("gate", "checklist", "demo", "--out", form.toString()), 0);
        Files.writeString(form, Files.readString(form).replace("[ ]", "[x]"));
        Bench.Said again = bench.run("gate", "checklist", "demo", "--out", form.toString());

        assertThat(again.exit()).isEqualTo(ExitCodes.CONFLICT);
        assertThat(form).content().contains("[x]").doesNotContain("[ ]");
    }
}
