package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.state.SignOffKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecklistCompleteTest {

    private static final String HEAD =
            "| Krok | Odpowiedzialny | Artefakty | Akceptacja |\n| --- | --- | --- | --- |\n";
    private static final String ROW = "| 1. Sprawdź TLS | Security | `certs/*` | [x] A. Nowak |\n";
    private static final Map<String, ?> FORM =
            Map.of("artefact", "form", "roles", List.of("compliance"));

    private static Bench form(String markdown) {
        return new Bench()
                .file("form", markdown)
                .signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
    }

    private static void passes(String markdown) {
        RuleAssert.that(form(markdown).run("checklist-complete", FORM)).passes();
    }

    private static void fails(String markdown, String... codes) {
        RuleAssert.that(form(markdown).run("checklist-complete", FORM)).failsWith(codes);
    }

    private static void errs(String markdown) {
        RuleAssert.that(form(markdown).run("checklist-complete", FORM)).errsWith("malformed");
    }

    @Test
    void shouldAcceptATableWhoseEveryFieldIsTicked() {
        passes("# Lista\n\n" + HEAD + ROW + ROW.replace("[x]", "[X]"));
        passes(HEAD.replace("Akceptacja", "**Acceptance**") + ROW);
        passes(HEAD + "| a \\| b | c | d | e [x] |\n");
    }

    @Test
    void shouldAcceptATaskListWhoseEveryItemIsTicked() {
        passes("- [x] jeden\n* [X] dwa\n1. [x] trzy\n");
    }

    @Test
    void shouldRefuseAnOpenField() {
        fails(HEAD + ROW + ROW.replace("[x]", "[ ]"), "not-ticked");
        fails(HEAD + ROW.replace("[x]", ""), "not-ticked");
        fails(HEAD + ROW.replace("| 1.", "| [ ] 1."), "not-ticked");
        fails(HEAD + ROW.replace("[x]", "[x] [ ]"), "not-ticked");
        fails("- [x] a\n- [ ] b\n- [] c\n- [-] d\n", "not-ticked", "not-ticked", "not-ticked");
    }

    @Test
    void shouldNotTakeALinkForATick() {
        fails(HEAD + ROW.replace("[x]", "[x](https://example.org)"), "not-ticked");
        fails(HEAD + ROW.replace("[x]", "no[x]"), "not-ticked");
    }

    @Test
    void shouldNotSeeTicksThatNobodySees() {
        fails("```\n" + HEAD + ROW + "```\n", "no-rows");
        fails("<!--\n" + HEAD + ROW + "-->\n", "no-rows");
        fails(HEAD + ROW.replace("[x]", "<!-- [x] -->"), "not-ticked");
        passes(HEAD + ROW + "<!-- - [ ] not part of it -->\n");
    }

    @Test
    void shouldRefuseAFormWithoutRows() {
        fails("", "no-rows");
        fails("# Lista\n\n" + HEAD, "no-rows");
        fails("All done, trust me.\n", "no-rows");
    }

    @Test
    void shouldSeeAnOpenFieldInAnotherTable() {
        fails(HEAD + ROW + "\n| Dowód | Stan |\n|---|---|\n| a | [ ] |\n", "not-ticked");
    }

    @Test
    void shouldNotDecideAboutABrokenForm() {
        errs(HEAD + ROW + "| too | few |\n");
        errs(HEAD + ROW + "```\nnever closed\n");
        errs(HEAD + ROW + "<!-- never closed\n");
    }

    @Test
    void shouldLookAtOneSectionWhenToldTo() {
        Map<String, ?> section =
                Map.of("artefact", "form", "roles", List.of("compliance"), "section", "Akceptacja");
        String text =
                "# A\n- [ ] elsewhere\n## „Akceptacja”\n- [x] here\n### Podpis\n- [x] too\n## Dalej\n- [ ] later\n";

        RuleAssert.that(form(text).run("checklist-complete", section)).passes();
        RuleAssert.that(form(text.replace("[x] too", "[ ] too")).run("checklist-complete", section))
                .failsWith("not-ticked");
        RuleAssert.that(form("- [x] a\n").run("checklist-complete", section))
                .errsWith("malformed", "no-rows");
    }

    @Test
    void shouldWaitForTheRolesToSign() {
        Bench bench = new Bench().file("form", HEAD + ROW);
        RuleAssert.that(bench.run("checklist-complete", FORM)).waitsWith("not-signed-off");

        Map<String, ?> two = Map.of("artefact", "form", "roles", List.of("compliance", "owner"));
        bench.signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
        RuleAssert.that(bench.run("checklist-complete", two)).waitsWith("not-signed-off");
        bench.signOff("wanda", Role.OWNER, SignOffKind.APPROVED);
        RuleAssert.that(bench.run("checklist-complete", two)).passes();
    }

    @Test
    void shouldWaitForTheForm() {
        Bench bench =
                new Bench()
                        .artefact("form")
                        .signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);

        RuleAssert.that(bench.run("checklist-complete", FORM)).waitsWith("missing");
    }

    /** Whatever the form holds, the answer is a list, never an exception. */
    @Test
    void shouldSurviveMutations() {
        long seed = 77L;
        Random random = new Random(seed);
        String[] parts = {"|", "\n", "[x]", "`", "```", "<!--", "-->", "#", " ", "- ", "\\", "a"};
        int tried = 0;
        for (; tried < 5_000; tried++) {
            StringBuilder text = new StringBuilder("# L\n\n" + HEAD + ROW + ROW);
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.insert(at, parts[random.nextInt(parts.length)]);
                } else {
                    text.deleteCharAt(at);
                }
            }
            ChecklistDocument document = ChecklistDocument.read(text.toString(), Optional.empty());
            assertThat(document.items().size()).as("seed %d, input %d", seed, tried).isLessThan(50);
        }
        assertThat(tried).isEqualTo(5_000);
    }
}
