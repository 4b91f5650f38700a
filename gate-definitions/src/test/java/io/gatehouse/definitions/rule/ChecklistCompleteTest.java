package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.SignOffKind;
import java.util.List;
import java.util.Map;
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

    private static void errs(String markdown, String... codes) {
        RuleAssert.that(form(markdown).run("checklist-complete", FORM)).errsWith(codes);
    }

    private static void undecided(String markdown) {
        assertThat(form(markdown).run("checklist-complete", FORM).verdict())
                .as(markdown)
                .isEqualTo(Verdict.ERROR);
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
        fails(HEAD.replace("Krok", "Krok [ ]") + ROW, "not-ticked");
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
        fails(HEAD + ROW + "\n| Dowód | Stan |\n|---|---|\n| a | |\n", "not-ticked");
    }

    @Test
    void shouldNotDecideAboutABrokenForm() {
        errs(HEAD + ROW + "| too | few |\n", "malformed", "not-ticked");
        errs("|\n| --- |\n|\n", "malformed", "malformed", "no-rows");
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

    @Test
    void shouldSeeAnOpenFieldThatOnlyLooksLikeText() {
        for (String task :
                List.of(
                        "- [ ](b",
                        "- \\[ \\] b",
                        "- [\u200b] b",
                        "- [x] a [ ] b",
                        "- [ .] b",
                        "- [x_ b")) {
            fails("- [x] a\n" + task + "\n", "not-ticked");
        }
        fails("- [x] a\n- [x](http://example.invalid) b\n", "not-ticked");
        fails("- [x] a\n- [x]b\n", "not-ticked");
        passes("- [x] a ![](logo.png)\n- [TLS](http://example.invalid)\n");
    }

    @Test
    void shouldSeeAnOpenFieldThatOnlySeemsHidden() {
        fails("- [x] a\n<!-->\n- [ ] b\n<!-- -->\n", "not-ticked");
        fails("- [x] a\n``` a ``` b\n- [ ] b\n```\n```\n", "not-ticked");
        for (String hiding :
                List.of(
                        "`<!--`\n- [ ] b\n`-->`\n",
                        "- c\n  ```\n- [ ] b\n  ```\n",
                        "    ```\n- [ ] b\n    ```\n",
                        "text <!--\n\n- [ ] b\n-->\n")) {
            undecided("- [x] a\n" + hiding);
        }
    }

    @Test
    void shouldNotTakeATickThatAReaderDoesNotSee() {
        fails(HEAD + ROW.replace("[x]", "` [x] `"), "not-ticked");
        errs(HEAD + ROW.replace("[x]", "<span hidden> [x] </span>"));
        errs(HEAD + ROW + "\n[x]: http://example.invalid\n", "malformed", "not-ticked");
        fails(HEAD + ROW.replace("[x]", "[x] &#91; ]"), "not-ticked");
        errs(HEAD + ROW.replace("| 1.", "    | 1."));
        fails("````\n```\n" + HEAD + ROW + "````\n", "no-rows");
    }

    @Test
    void shouldLetNoRowFallOutOfItsTable() {
        undecided(HEAD + ROW + "b | c | d | not done\n");
        undecided(HEAD + ROW + "| 2. b | c <!-- | d --> | e | [x] |\n");
        undecided(HEAD + ROW.replace("\n", "\r\n") + "\r\n- [x] a\r b\n");
        undecided("- [x] a\n\n" + HEAD.replace("| --- |", "| -x- |") + ROW.replace("[x]", ""));
        undecided("- [x] a\n\n" + HEAD.replace(" --- |\n", "\n") + ROW.replace("[x]", ""));
    }

    @Test
    void shouldNotDecideAboutAFormThatIsNoText() {
        Bench bench =
                new Bench()
                        .file(
                                "form",
                                new byte[] {'-', ' ', '[', 'x', ']', ' ', (byte) 0xff},
                                Bench.NOW)
                        .signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);

        RuleAssert.that(bench.run("checklist-complete", FORM)).errsWith("malformed", "no-rows");
    }

    @Test
    void shouldNotEndASectionAtAnIndentedHeading() {
        Map<String, ?> section =
                Map.of("artefact", "form", "roles", List.of("compliance"), "section", "Akceptacja");

        RuleAssert.that(
                        form("# Akceptacja\n- [x] a\n\n    # Dalej\n- [ ] b\n")
                                .run("checklist-complete", section))
                .failsWith("not-ticked");
    }
}
