package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordsTest {

    @Test
    void shouldSplitAsAShellDoes() {
        assertThat(ShellWords.split("a  b\tc"))
                .hasValueSatisfying(w -> assertThat(w).containsExactly("a", "b", "c"));
        assertThat(ShellWords.split("--p '***X***' 'it'\"'\"'s' \"a \\\" $b\" c\\ d ''"))
                .hasValueSatisfying(
                        w ->
                                assertThat(w)
                                        .containsExactly(
                                                "--p", "***X***", "it's", "a \" $b", "c d", ""));
        assertThat(ShellWords.split("")).hasValueSatisfying(w -> assertThat(w).isEmpty());
    }

    @Test
    void shouldTakeEscapesAndEmptyQuotationsAsAShellDoes() {
        assertWords("''", "");
        assertWords("a''b", "ab");
        assertWords("\\'", "'");
        assertWords("\"\\\\\"", "\\");
        assertWords("\"\\$\\`\\x\"", "$`\\x");
        assertWords("a\nb\n", "a", "b");
        assertThat(ShellWords.split("\"a\\")).isEmpty();
        assertThat(ShellWords.split("\"a\\\"")).isEmpty();
    }

    private static void assertWords(String line, String... words) {
        assertThat(ShellWords.split(line))
                .as(line)
                .hasValueSatisfying(w -> assertThat(w).containsExactly(words));
    }

    @Test
    void shouldRefuseAQuotationThatDoesNotEnd() {
        assertThat(ShellWords.split("a 'b")).isEmpty();
        assertThat(ShellWords.split("a \"b")).isEmpty();
        assertThat(ShellWords.split("a \\")).isEmpty();
    }
}
