package io.gatehouse.adapter.risklabs.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonNumbersTest {

    /** First draws of {@code random.Random(42)}, known to everybody who ever seeded Python. */
    @Test
    void shouldDrawWhatCPythonDraws() {
        PythonRandom random = new PythonRandom(42);

        assertThat(random.random()).isEqualTo(0.6394267984578837);
        assertThat(random.random()).isEqualTo(0.025010755222666936);
        assertThat(random.random()).isEqualTo(0.27502931836911926);
    }

    @Test
    void shouldDrawEvenly() {
        PythonRandom random = new PythonRandom(7);
        double sum = 0;
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            double u = random.random();
            assertThat(u >= 0 && u < 1).isTrue();
            sum += u;
        }

        // five standard errors of a mean of uniform numbers
        assertThat(Math.abs(sum / draws - 0.5)).isLessThan(5 * 0.288675 / Math.sqrt(draws));
    }

    @Test
    void shouldWriteDoublesAsPythonDoes() {
        assertThat(PythonJson.number(100_000)).isEqualTo("100000.0");
        assertThat(PythonJson.number(0.1)).isEqualTo("0.1");
        assertThat(PythonJson.number(1e16)).isEqualTo("1e+16");
        assertThat(PythonJson.number(1e15)).isEqualTo("1000000000000000.0");
        assertThat(PythonJson.number(7.407975314303468e-05)).isEqualTo("7.407975314303468e-05");
        assertThat(PythonJson.number(1e-4)).isEqualTo("0.0001");
        assertThat(PythonJson.number(2e-3)).isEqualTo("0.002");
        assertThat(PythonJson.number(2.2e-322)).isEqualTo("2.2e-322");
        assertThat(PythonJson.number(-0.0)).isEqualTo("-0.0");
        assertThat(PythonJson.number(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
        assertThat(PythonJson.number(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void shouldAgreeWithTheTextsOfTheExistingTool() throws IOException {
        Path vectors = Path.of("../../../shared/interop/decision_log/double_repr_vectors.csv");
        assumeTrue(Files.exists(vectors), "no " + vectors);
        int checked = 0;
        for (String line : Files.readAllLines(vectors)) {
            String[] cells = line.split(",");
            String text = cells[cells.length - 1];
            if (text.matches("-?[0-9.]+(e[+-][0-9]+)?") && text.matches(".*[.e].*")) {
                assertThat(PythonJson.number(Double.parseDouble(text))).isEqualTo(text);
                checked++;
            }
        }

        assertThat(checked).isGreaterThan(1_000);
    }

    @Test
    void shouldWriteTextsAndEmptyPartsAsPythonDoes() {
        assertThat(PythonJson.text(Map.of("b", List.of(), "a", Map.of(), "ż\n\u0001", "\"\\")))
                .isEqualTo("{\n  \"a\": {},\n  \"b\": [],\n  \"ż\\n\\u0001\": \"\\\"\\\\\"\n}");
    }
}
