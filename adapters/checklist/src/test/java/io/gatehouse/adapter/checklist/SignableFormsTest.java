package io.gatehouse.adapter.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.checklist.Checklist;
import io.gatehouse.checklist.ChecklistItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms under {@code docs/runbooks} are read, and are open until every field is ticked. */
class SignableFormsTest {

    private static final Path RUNBOOKS =
            Path.of(System.getProperty("gatehouse.root"), "docs/runbooks");

    static List<String> forms() {
        return List.of(
                        "DEMO_PAPER_LIVE_CHECKLIST",
                        "LIVE_EXECUTION_CHECKLIST",
                        "OEM_INSTALLER_ACCEPTANCE",
                        "OFFLINE_REINSTALLATION_PLAN",
                        "PAPER_LABS_CHECKLIST",
                        "paper_trading")
                .stream()
                .flatMap(name -> List.of(name + ".md", name + ".en.md").stream())
                .toList();
    }

    private static String text(String form) throws IOException {
        return Files.readString(RUNBOOKS.resolve(form));
    }

    private static Checklist read(String text) {
        return Checklist.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldBeOpenInEveryRowAndAtFaultInNone(String form) throws IOException {
        Checklist untouched = read(text(form));

        assertThat(untouched.faults()).isEmpty();
        assertThat(untouched.items())
                .hasSizeGreaterThan(5)
                .allMatch(item -> item.mark() == ChecklistItem.Mark.OPEN);
        assertThat(untouched.isComplete()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldNameAnOwnerThatTheDefinitionsKnow(String form) throws IOException {
        assertThat(read(text(form)).items())
                .allSatisfy(
                        item ->
                                assertThat(item.responsible().split(" (lub|or) "))
                                        .as("%s: %s", form, item.step())
                                        .allMatch(name -> RoleNames.find(name).isPresent()))
                .allSatisfy(item -> assertThat(item.step()).isNotBlank())
                .allSatisfy(item -> assertThat(item.artefacts()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldBeCompleteOnlyWhenEveryFieldIsTicked(String form) throws IOException {
        String filled = text(form).replace("| [ ] |", "| [x] A. Nowak, 2026-05-04 |");
        Checklist complete = read(filled);

        assertThat(complete.isComplete()).isTrue();
        int rows = complete.items().size();
        String[] parts = filled.split("\\[x]", -1);
        assertThat(parts).hasSize(rows + 1);
        for (int open = 0; open < rows; open++) {
            int left = open;
            String almost =
                    IntStream.range(0, parts.length)
                            .mapToObj(
                                    i ->
                                            i == parts.length - 1
                                                    ? parts[i]
                                                    : parts[i] + (i == left ? "[ ]" : "[x]"))
                            .reduce("", String::concat);
            assertThat(read(almost).open()).as("row %d left open", open).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldHaveASectionOfAcceptance(String form) throws IOException {
        Checklist untouched = read(text(form));

        assertThat(
                        untouched.section("Akceptacja").items().size()
                                + untouched.section("Acceptance").items().size())
                .isPositive();
    }
}
