package io.gatehouse.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every character of every plane, as RFC 8785 writes it. */
class CanonicalWriterTest {

    private static String written(String text) {
        CanonicalWriter out = new CanonicalWriter();
        out.text(text);
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    private static CanonicalWriter opened() {
        CanonicalWriter out = new CanonicalWriter();
        out.open('{', 0);
        return out;
    }

    @Test
    void shouldEscapeWhatJsonEscapesAndNothingElse() {
        for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
            if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = Character.toString(code);
            String expected =
                    switch (code) {
                        case '"' -> "\\\"";
                        case '\\' -> "\\\\";
                        case '\b' -> "\\b";
                        case '\f' -> "\\f";
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        case '\t' -> "\\t";
                        default -> code < 0x20 ? String.format("\\u%04x", code) : text;
                    };
            if (!written(text).equals('"' + expected + '"')) {
                assertThat(written(text)).as("U+%04X", code).isEqualTo('"' + expected + '"');
            }
        }
    }

    @Test
    void shouldGoOnWhereverACharacterStandsForItselfNoMore() {
        for (int before = 0; before < 2_100; before++) {
            String text = "a".repeat(before) + "\u0001ż\ud83d\ude00" + "b".repeat(before % 7);
            CanonicalWriter out = new CanonicalWriter();
            out.text(text);
            out.text("c");
            assertThat(new String(out.toBytes(), StandardCharsets.UTF_8))
                    .isEqualTo('"' + text.replace("\u0001", "\\u0001") + "\"\"c\"");
        }
    }

    @Test
    void shouldGrowForLongTexts() {
        String text = "\u0001".repeat(5_000) + "ż".repeat(5_000) + "a".repeat(5_000);
        assertThat(written(text))
                .isEqualTo(
                        '"'
                                + "\\u0001".repeat(5_000)
                                + "ż".repeat(5_000)
                                + "a".repeat(5_000)
                                + '"');
    }

    @Test
    void shouldRefuseHalvesOfSurrogatePairs() {
        for (String text : new String[] {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"}) {
            assertThatThrownBy(() -> written(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseNamesBeyondPrintableAscii() {
        for (String name : new String[] {"ż", "\u007f", "\n", "\u001f"}) {
            assertThatThrownBy(() -> opened().name(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseToOpenBeyondTheGreatestDepth() {
        new CanonicalWriter().open('[', JsonValue.MAX_DEPTH - 1);
        assertThatThrownBy(() -> new CanonicalWriter().open('[', JsonValue.MAX_DEPTH))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
