package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Text and values as Python has them, where Java would answer otherwise. */
class PythonTextTest {

    private static CompatValue json(String text) throws CompatFailure {
        return CompatJson.read(text.replace('\'', '"'));
    }

    @Test
    void shouldStripEveryWhiteSpaceOfPythonAndNothingElse() {
        int[][] spaces = {
            {0x09, 0x0d}, {0x1c, 0x20}, {0x85, 0x85}, {0xa0, 0xa0}, {0x1680, 0x1680},
            {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}
        };
        for (int c = 0; c <= 0xffff; c++) {
            boolean space = false;
            for (int[] range : spaces) {
                space |= c >= range[0] && c <= range[1];
            }
            String text = (char) c + "a" + (char) c;
            assertThat(PythonText.strip(text).equals("a")).as("U+%04X", c).isEqualTo(space);
        }
        assertThat(PythonText.strip(" \t ")).isEmpty();
        assertThat(PythonText.strip(" a b ")).isEqualTo("a b");
    }

    @Test
    void shouldStripOnlyAsciiWhiteSpaceFromBytes() {
        for (int b = 0; b < 256; b++) {
            boolean space = (b >= 9 && b <= 13) || b == 32;
            byte[] bytes = {(byte) b, 'a', (byte) b};
            assertThat(PythonText.strip(bytes).length == 1).as("%d", b).isEqualTo(space);
        }
        assertThat(PythonText.strip("  ".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    @Test
    void shouldFoldTheSharpS() {
        assertThat(PythonText.fold("Straße")).isEqualTo(PythonText.fold("STRASSE"));
        assertThat(PythonText.fold("A")).isEqualTo("a");
    }

    @Test
    void shouldReadSwitchesByWord() {
        for (String word : List.of("1", "true", " YES ", "On")) {
            assertThat(PythonText.bool(word)).as(word).contains(true);
        }
        for (String word : List.of("0", "False", "no", "OFF\n")) {
            assertThat(PythonText.bool(word)).as(word).contains(false);
        }
        for (String word : List.of("", "2", "y", "truth")) {
            assertThat(PythonText.bool(word)).as(word).isEmpty();
        }
    }

    @Test
    void shouldReadIntegersAsIntDoes() throws CompatFailure {
        Map<String, Long> integers =
                Map.of(
                        "7",
                        7L,
                        "-7",
                        -7L,
                        "true",
                        1L,
                        "false",
                        0L,
                        "'  12 '",
                        12L,
                        "'-1_000'",
                        -1000L,
                        "'+3'",
                        3L,
                        "2.9",
                        2L,
                        "-2.9",
                        -2L);
        for (Map.Entry<String, Long> known : integers.entrySet()) {
            assertThat(PythonText.integer(json(known.getKey())))
                    .as(known.getKey())
                    .contains(BigInteger.valueOf(known.getValue()));
        }
        for (String none : List.of("null", "'1__0'", "'_1'", "'1.5'", "'x'", "[]", "{}", "NaN")) {
            assertThat(PythonText.integer(json(none))).as(none).isEmpty();
        }
        assertThatThrownBy(() -> PythonText.integer(json("Infinity")))
                .isInstanceOfSatisfying(
                        CompatFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(CompatReason.OUT_OF_RANGE));
    }

    @Test
    void shouldReadNoMoreDigitsThanPythonDoes() {
        String most = "9".repeat(CompatJson.MAX_DIGITS);

        assertThat(PythonText.integer(most)).contains(new BigInteger(most));
        assertThat(PythonText.integer(most + "9")).isEmpty();
    }

    @Test
    void shouldReadRealsAsFloatDoes() {
        assertThat(PythonText.real(" 1.5e3 ")).contains(1500.0);
        assertThat(PythonText.real(".5")).contains(0.5);
        assertThat(PythonText.real("5.")).contains(5.0);
        assertThat(PythonText.real("-nan")).contains(Double.NaN);
        assertThat(PythonText.real("Infinity")).contains(Double.POSITIVE_INFINITY);
        assertThat(PythonText.real("-INF")).contains(Double.NEGATIVE_INFINITY);
        for (String none : List.of("", ".", "1d", "0x1p3", "1 2", "1e")) {
            assertThat(PythonText.real(none)).as(none).isEmpty();
        }
    }

    @Test
    void shouldWriteScalarsAsStrDoes() throws CompatFailure {
        Map<String, String> words =
                Map.of(
                        "'a'",
                        "a",
                        "true",
                        "True",
                        "false",
                        "False",
                        "12",
                        "12",
                        "1.5",
                        "1.5",
                        "Infinity",
                        "inf",
                        "-Infinity",
                        "-inf",
                        "NaN",
                        "nan",
                        "null",
                        "None",
                        "[1]",
                        "[...]");
        for (Map.Entry<String, String> known : words.entrySet()) {
            assertThat(PythonText.word(json(known.getKey()))).isEqualTo(known.getValue());
        }
        CompatValue.Items items = (CompatValue.Items) json("['a',1,null]");
        assertThat(PythonText.words(items, true)).containsExactly("a");
        assertThat(PythonText.words(items, false)).containsExactly("a", "1", "None");
    }

    @Test
    void shouldCompareByWorth() throws CompatFailure {
        for (List<String> pair :
                List.of(
                        List.of("1", "1.0"),
                        List.of("true", "1"),
                        List.of("false", "0.0"),
                        List.of("'a'", "'a'"),
                        List.of("null", "null"),
                        List.of("Infinity", "Infinity"),
                        List.of("[1,true]", "[1.0,1]"),
                        List.of("[]", "[]"),
                        List.of("{'a':1,'b':[2]}", "{'b':[2.0],'a':true}"))) {
            assertThat(equal(pair)).as(pair.toString()).isTrue();
        }
        for (List<String> pair :
                List.of(
                        List.of("1", "2"),
                        List.of("1", "'1'"),
                        List.of("true", "'True'"),
                        List.of("null", "0"),
                        List.of("NaN", "NaN"),
                        List.of("Infinity", "-Infinity"),
                        List.of("Infinity", "1"),
                        List.of("[1]", "[1,2]"),
                        List.of("[1,2]", "[1]"),
                        List.of("[1,2]", "[2,1]"),
                        List.of("[]", "{}"),
                        List.of("{'a':1}", "{'b':1}"),
                        List.of("{'a':1,'b':2}", "{'a':3,'b':2}"),
                        List.of("{'a':1}", "{'a':1,'b':null}"))) {
            assertThat(equal(pair)).as(pair.toString()).isFalse();
        }
    }

    private static boolean equal(List<String> pair) throws CompatFailure {
        return PythonText.equal(json(pair.get(0)), json(pair.get(1)));
    }

    @Test
    void shouldTakeASeverityThatIsTextAndNotBlank() throws CompatFailure {
        assertThat(PythonText.severity(json("' Error'"))).contains("error");
        for (String none : List.of("' '", "''", "1", "null")) {
            assertThat(PythonText.severity(json(none))).isEqualTo(Optional.empty());
        }
    }
}
