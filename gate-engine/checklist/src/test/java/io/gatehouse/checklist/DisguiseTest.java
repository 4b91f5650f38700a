package io.gatehouse.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forms in which a field is open, and of which one Markdown reader or another would say that it is
 * filled in or not there.
 */
class DisguiseTest {

    private static final String HEAD = "| Krok | Akceptacja |\n|---|---|\n";
    private static final String DONE = HEAD + "| a | [x] |\n";

    private static Checklist read(String text) {
        return Checklist.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "## Podpis [ ]\n", // a field within a heading
                "Podpis [ ]\n===\n",
                "| Dowód | Stan |\n|---|---|\n| a | |\n", // a last field nobody filled in
                "| Dowód [ ] | Stan |\n|---|---|\n| a | b |\n",
                "- [\u200b] b\n",
                "- [-] b\n",
                "- [] b\n",
                "- [x]b\n",
                "- [x](http://example.invalid) b\n",
                "- [ ](http://example.invalid) b\n",
                "- [x] b `[ ]`\n",
                "- [x] b ![ [ ] ](c.png)\n",
                "- [x] b [c](d \"[ ] e\")\n",
                "[a]: <b> \"- [ ] not shown\"\n",
                "- \\[x\\] b\n",
                "- &#91;x&#93; b\n",
                "- **[x]** b\n",
                "- [x] ~~b~~\n", // crossed out by readers that know how
                "> - [ ] b\n",
            })
    void shouldSeeAnOpenField(String open) {
        Checklist form = read(DONE + "\n" + open);

        assertThat(form.faults()).isEmpty();
        assertThat(form.open()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    | b | [ ] |\n", // one row more to some, code to others
                "b | [x]\n",
                "| b \\\\| [x] |\n",
                "not done\n",
                "\ntext\n7. [-] b\n",
                "\n| c | d |\n| ---[ | --- |\n| a | |\n---\n", // no table any more but a heading
                "\ntext\n| b | |\n",
                "\n    - [-] b\n",
                "\n- c\n\n  ```\n  - [-] b\n  ```\n",
                "\n ```\n- [-] b\n ```\n",
                "\n```\n- [-] b\n",
                "\n`<!--`\n\n- c\n",
                "\nb \\<!-- c\n",
                "\nb <!-- c\n7. [-] d -->\n",
                "\n<!-- b --> c\n",
                "\n<details>\n",
                "\n[X]: http://example.invalid\n",
                "\n- [x] b\r c\n",
            })
    void shouldNotJudgeWhatReadersSeeDifferently(String text) {
        assertThat(read(DONE + text).faults()).isNotEmpty();
    }

    @Test
    void shouldAskForATickInEveryAcceptanceColumn() {
        String head = "| Krok | Akceptacja | **Acceptance** |\n|---|---|---|\n";

        assertThat(read(head + "| a | [x] | [x] |\n").isComplete()).isTrue();
        assertThat(read(head + "| a | [x] | - |\n").isComplete()).isFalse();
        assertThat(read(head + "| a | - | [x] |\n").isComplete()).isFalse();
    }

    @Test
    void shouldNotTakeATickThatWasCrossedOut() {
        assertThat(read(HEAD + "| a | ~~[x] b~~ |\n").isComplete()).isFalse();
        assertThat(read(HEAD + "| a | [x] ~5 min |\n").isComplete()).isTrue();
    }

    @Test
    void shouldAnswerToATableWithoutCells() {
        assertThat(read("|\n|---|\n|\n").isComplete()).isFalse();
        assertThat(read("| |\n|---|\n|\n").isComplete()).isFalse();
    }

    @Test
    void shouldNotEndASectionAtAHeadingWithinAList() {
        Checklist form = read("# Akceptacja\n- [x] a\n\n    # Dalej\n- [ ] b\n");

        assertThat(form.section("Akceptacja").open()).hasSize(1);
    }

    @Test
    void shouldReadFormsWithLinksCodeAndComments() {
        String form =
                DONE
                        + "<!-- - [ ] not part of it -->\n\n"
                        + "- [x] a <!-- b --> `c[0]` ![](d.png)\n"
                        + "- [TLS](http://example.invalid)\n\n"
                        + "```\n- [ ] an example\n```\n";

        assertThat(read(form).faults()).isEmpty();
        assertThat(read(form).isComplete()).isTrue();
    }
}
