package io.gatehouse.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecklistTest {

    static final String FORM =
            """
            # Lista kontrolna

            | Krok | Odpowiedzialny | Artefakty | Akceptacja |
            | --- | --- | --- | --- |
            | 1. mTLS | SecOps | `secrets/mtls/*` | [x] |
            | 2. Licencja \\| odcisk | Operator OEM | rejestr | [ ] |

            ## Zadania

            - [x] zrobione
            - [ ] otwarte
              - [X] zagnieżdżone

            ## Sekcja „Akceptacja”

            | Krok | Odpowiedzialny | Artefakty | Akceptacja |
            | --- | --- | --- | --- |
            | Podpis | Compliance | - | [X] J. K. |
            """;

    @Test
    void shouldReadRowsAndTasksWithLinesAndSections() {
        Checklist checklist = read(FORM);

        assertThat(checklist.faults()).isEmpty();
        assertThat(checklist.items())
                .extracting(ChecklistItem::line)
                .containsExactly(5, 6, 10, 11, 12, 18);
        assertThat(checklist.items())
                .extracting(ChecklistItem::isTicked)
                .containsExactly(true, false, true, false, true, true);
        ChecklistItem second = checklist.items().get(1);
        assertThat(second.step()).isEqualTo("2. Licencja | odcisk");
        assertThat(second.responsible()).isEqualTo("Operator OEM");
        assertThat(second.artefacts()).isEqualTo("rejestr");
        assertThat(second.sections()).containsExactly("Lista kontrolna");
        assertThat(checklist.items().get(3).step()).isEqualTo("otwarte");
        assertThat(checklist.isComplete()).isFalse();
        assertThat(checklist.open()).extracting(ChecklistItem::line).containsExactly(6, 11);
    }

    @Test
    void shouldLookAtOneSection() {
        Checklist section = read(FORM).section("Sekcja \"akceptacja\"");

        assertThat(section.items()).hasSize(1);
        assertThat(section.isComplete()).isTrue();
        assertThat(read(FORM).section("Zadania").items()).hasSize(3);
        assertThat(read(FORM).section("none").isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| s | a | b | `[x]` |", // a box in code is an example
                "| s | a | b | [x](http://example.invalid) |",
                "| s | a | b | ![x](x.png) |",
                "| s | a | b | x |",
                "| s | a | b | [\u0445] |", // Cyrillic
                "| s | a | b | [x\u200b] |",
                "| s | a | b | \\[x\\]y |",
                "| s | a | b | ~~[x]~~ |",
                "| s | a | b | [x] [ ] |",
                "| [ ] s | a | b | [x] |",
                "| s | a | b |",
                "| s | a | b | [x] | [ ] |",
                "| s | a | b | <span hidden>[x]</span> |",
                "| s | a | b | <!-- [x] --> |",
                "| s | a | b | [x]<br> |",
                "| s | a | b | |",
            })
    void shouldNotTakeForATickWhatIsNone(String row) {
        String table =
                "| Krok | Odpowiedzialny | Artefakty | Akceptacja |\n|---|---|---|---|\n"
                        + row
                        + "\n";

        assertThat(read(table).isComplete()).isFalse();
    }

    @Test
    void shouldNotFollowAReferenceThatTurnsATickIntoALink() {
        String table = "| Krok | Akceptacja |\n|---|---|\n| s | [x] |\n";

        assertThat(read(table + "\n[x]: http://example.invalid\n").isComplete()).isFalse();
        assertThat(read(table).isComplete()).isTrue();
    }

    @Test
    void shouldIgnoreWhatAReaderDoesNotSee() {
        String hidden = "| Krok | Akceptacja |\n|---|---|\n| s | [x] |\n";

        assertThat(read("```\n" + hidden + "```\n").items()).isEmpty();
        assertThat(read("<!--\n" + hidden + "-->\n").items()).isEmpty();
        assertThat(read("<!--\n" + hidden + "-->\n").faults()).isEmpty();
        assertThat(read("<div hidden>\n\n" + hidden + "\n</div>\n").faults()).isNotEmpty();
        assertThat(read("    " + hidden.replace("\n", "\n    ")).items()).isEmpty();
    }

    @Test
    void shouldKeepAnOpenBoxInRunningTextOrAnotherTable() {
        assertThat(read("Podpis: [ ]\n").open()).hasSize(1);
        assertThat(read("| a | b |\n|---|---|\n| x | [ ] |\n").open()).hasSize(1);
        assertThat(read("| a | b |\n|---|---|\n| x | y |\n").items()).isEmpty();
    }

    @Test
    void shouldRefuseBytesThatAreNoText() {
        assertThat(Checklist.read(new byte[] {(byte) 0xff}).faults()).hasSize(1);
        assertThat(Checklist.read(new byte[Checklist.LARGEST + 1]).faults()).hasSize(1);
        assertThat(read("").isComplete()).isFalse();
    }

    @Test
    void shouldRefuseWhatWouldTakeMinutesToRead() {
        int half = Checklist.LARGEST / 2;
        for (String unit : new String[] {"<!--", "![[]()", "<a "}) {
            Checklist read = read("- [x] a " + unit.repeat(half / unit.length()));

            assertThat(read.items()).as(unit).isEmpty();
            assertThat(read.faults()).as(unit).hasSize(1);
        }
        assertThat(read("- [x] a <!-- b -->\n".repeat(2_000)).isComplete()).isTrue();
        assertThat(read("- [x] a ![](b.png)\n".repeat(500)).isComplete()).isTrue();
    }

    @Test
    void shouldSayThatASectionIsMissing() {
        assertThat(read(FORM).section("none").faults())
                .extracting(Checklist.Fault::toString)
                .containsExactly("no section 'none'");
        assertThat(read(FORM).section("Zadania").faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "[", "*a_", "![", "<"})
    void shouldAnswerToDeepNesting(String unit) {
        assertThat(read(unit.repeat(10_000) + "\n\n- [ ] open\n").isComplete()).isFalse();
    }

    @Test
    void shouldReadTheTablesOfTheRunbook() throws IOException {
        Path file =
                Path.of(
                        System.getProperty("gatehouse.root"),
                        "..",
                        "shared",
                        "spec",
                        "runbook-demo-paper-live.md");
        assumeTrue(
                Files.exists(file),
                "skipped: reference material is absent: spec/runbook-demo-paper-live.md");

        Checklist runbook = Checklist.read(Files.readAllBytes(file));

        assertThat(runbook.items().stream().filter(item -> !item.responsible().isEmpty()))
                .hasSize(18);
        assertThat(runbook.isComplete()).isFalse();
    }

    private static Checklist read(String text) {
        return Checklist.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
