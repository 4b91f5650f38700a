package io.gatehouse.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingCodeTest {

    private enum Fault implements FindingCode {
        INPUT_MISSING("put the file there");

        private final String remedy;

        Fault(String remedy) {
            this.remedy = remedy;
        }

        @Override
        public String rule() {
            return "some-rule";
        }

        @Override
        public String remedy() {
            return remedy;
        }
    }

    @Test
    void shouldNameTheFindingAfterTheConstant() {
        assertThat(Fault.INPUT_MISSING.at("a.csv", "a file", "none"))
                .isEqualTo(
                        Finding.of(
                                "some-rule",
                                "input-missing",
                                "a.csv",
                                "a file",
                                "none",
                                "put the file there"));
    }

    @Test
    void shouldLetNoTextFromOutsideSteerATerminal() {
        Finding finding = Fault.INPUT_MISSING.at("a\u001b[2Jb", "c\u202ed", "e\u2028f");

        assertThat(finding.subject()).isEqualTo("a?[2Jb");
        assertThat(finding.expected()).isEqualTo("c?d");
        assertThat(finding.observed()).isEqualTo("e?f");
    }

    @Test
    void shouldCutLongTextBetweenCharacters() {
        String long1 = "\ud83d\ude00".repeat(Printable.LONGEST);

        assertThat(Printable.text(long1)).isEqualTo(long1);
        assertThat(Printable.text(long1 + "x")).isEqualTo(long1 + "...");
    }

    @Test
    void shouldReplaceHalfACharacter() {
        assertThat(Printable.text("a\ud83db")).isEqualTo("a?b");
    }
}
