package io.gatehouse.systemtests.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.systemtests.traceability.SpecificationUnits.Kind;
import io.gatehouse.systemtests.traceability.SpecificationUnits.Unit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpecificationUnitsTest {

    private static final String DOCUMENT =
            """
            # A heading
            A paragraph of
            two lines.
            | Step | Who |
            | --- | :-: |
            | 1. Do it | Ann |
              | **Gate** | \\- first<br>\\- second<br>third |

            - [x] outer:
              - inner,
                goes on<br>
                and on
            - last
            not part of it
            ```json
            {
              "a": 1
            }
            ```
            """;

    @Test
    void shouldCutEachKindOfUnit() {
        List<Unit> units = SpecificationUnits.of(DOCUMENT);

        assertThat(units)
                .extracting(Unit::kind, Unit::text)
                .containsExactly(
                        tuple(Kind.PARAGRAPH, "A paragraph of\ntwo lines."),
                        tuple(Kind.ROW, "| 1. Do it | Ann |"),
                        tuple(Kind.ROW, "| **Gate** | \\- first<br>\\- second<br>third |"),
                        tuple(Kind.CELL_BULLET, "\\- first"),
                        tuple(Kind.CELL_BULLET, "\\- second"),
                        tuple(Kind.BULLET, "- [x] outer:"),
                        tuple(Kind.BULLET, "- inner,\ngoes on<br>\nand on"),
                        tuple(Kind.BULLET, "- last"),
                        tuple(Kind.PARAGRAPH, "not part of it"),
                        tuple(Kind.SAMPLE, "{\n\"a\": 1\n}"));
    }

    @Test
    void shouldDigestTheTextAsOpensslDoes() {
        // printf 'abc' | openssl dgst -sha384, also in FIPS 180-2, appendix D.1
        assertThat(new Unit(Kind.BULLET, 1, "abc").sha384())
                .isEqualTo(
                        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
                                + "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
    }

    @Test
    void shouldEndOnAnyInputAndLoseNoLine() {
        long seed = 20261120L;
        Random random = new Random(seed);
        String[] pieces = {
            "- ", "|", "| --- |", "```", "# ", "\n", "\n\n", " ", "\t", "\\- ", "<br>", "word",
            "- [ ] "
        };
        int tried = 0;
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            List<Unit> units = SpecificationUnits.of(text.toString());
            assertThat(units)
                    .as("seed %d round %d: %s", seed, round, text)
                    .allMatch(unit -> unit.line() >= 1 && unit.sha384().length() == 96);
            if (!text.toString().contains("|") && !text.toString().contains("#")) {
                assertThat(units.stream().mapToLong(unit -> words(unit.text())).sum())
                        .as("words kept, seed %d round %d: %s", seed, round, text)
                        .isEqualTo(words(withoutFenceLines(text.toString())));
            }
            tried++;
        }
        assertThat(tried).isEqualTo(5_000);
    }

    private static String withoutFenceLines(String text) {
        return text.lines()
                .filter(line -> !line.trim().startsWith("```"))
                .reduce("", (a, b) -> a + "\n" + b);
    }

    private static long words(String text) {
        return text.split("word", -1).length - 1L;
    }
}
