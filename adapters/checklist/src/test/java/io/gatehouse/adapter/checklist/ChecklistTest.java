package io.gatehouse.adapter.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecklistTest {

    private static final String FORM =
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

    /**
     * Property: an item counts as ticked only where its line in the source holds a tick, and the
     * open row stays open as long as everything up to it is untouched.
     *
     * <p>With the property {@code gatehouse.campaign} 100,000 inputs; some thousands without.
     */
    @Test
    void shouldAnswerEveryMutation() {
        long seed = 60_606L;
        Random random = new Random(seed);
        byte[] good = FORM.getBytes(StandardCharsets.UTF_8);
        byte[] hints = "|[]x -`*_<>!#\n\\()&:~\0".getBytes(StandardCharsets.US_ASCII);
        int tried = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 5_000;
        int readable = 0;
        int complete = 0;
        int untouched = 0;
        byte[] upToOpen =
                FORM.substring(0, FORM.indexOf("## Zadania")).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < tried; i++) {
            byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int change = random.nextInt(8); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] =
                        random.nextInt(4) > 0
                                ? hints[random.nextInt(hints.length)]
                                : (byte) random.nextInt(256);
            }
            try {
                Checklist checklist = Checklist.read(bytes);
                readable += checklist.items().isEmpty() ? 0 : 1;
                String[] source = new String(bytes, StandardCharsets.UTF_8).split("\r\n|\r|\n", -1);
                int lines = source.length;
                assertThat(checklist.items())
                        .as("seed %s, input %s", seed, i)
                        .allMatch(item -> item.line() >= 1 && item.line() <= lines)
                        .allMatch(item -> !item.isTicked() || holdsTick(source, item.line()));
                boolean stands = Arrays.mismatch(bytes, upToOpen) == upToOpen.length;
                untouched += stands ? 1 : 0;
                complete += checklist.isComplete() ? 1 : 0;
                assertThat(stands && checklist.isComplete())
                        .as("seed %s, input %s", seed, i)
                        .isFalse();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", input " + i, e);
            }
        }
        System.out.printf(
                "mutated inputs: checklists (archive), tried %d, accepted %d, seed %d"
                        + " (%d with items, %d with the open row untouched, none accepted)%n",
                tried, complete, seed, readable, untouched);
        assertThat(untouched).as("seed %s", seed).isGreaterThan(tried / 20);
        assertThat(readable).as("seed %s: with items of %s", seed, tried).isGreaterThan(1_000);
    }

    /** A paragraph may be of several lines, of which its first is named. */
    private static boolean holdsTick(String[] lines, int number) {
        for (int i = number - 1; i < lines.length && (i < number || !lines[i].isBlank()); i++) {
            if (lines[i].contains("[x]") || lines[i].contains("[X]")) {
                return true;
            }
        }
        return false;
    }

    private static Checklist read(String text) {
        return Checklist.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
