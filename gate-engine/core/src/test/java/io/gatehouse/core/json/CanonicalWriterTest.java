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

    @Test
    void shouldGrowWithEveryKindOfPiece() {
        CanonicalWriter marks = new CanonicalWriter();
        CanonicalWriter numbers = new CanonicalWriter();
        CanonicalWriter flags = new CanonicalWriter();
        CanonicalWriter texts = new CanonicalWriter();
        CanonicalWriter pieces = new CanonicalWriter();
        for (int i = 0; i < 5_000; i++) {
            marks.mark('[');
            numbers.number(-7);
            flags.flag(false);
            texts.text("");
            pieces.again(new byte[] {'x', 'y', 'z'});
        }
        assertThat(ascii(marks)).isEqualTo("[".repeat(5_000));
        assertThat(ascii(numbers)).isEqualTo("-7".repeat(5_000));
        assertThat(ascii(flags)).isEqualTo("false".repeat(5_000));
        assertThat(ascii(texts)).isEqualTo("\"\"".repeat(5_000));
        assertThat(ascii(pieces)).isEqualTo("xyz".repeat(5_000));
        assertThat(pieces.length()).isEqualTo(15_000);
    }

    @Test
    void shouldWriteALabelAsTheNameThatItWasMadeOf() {
        CanonicalWriter named = opened();
        CanonicalWriter labelled = opened();
        byte[] label = CanonicalWriter.label("a\"b");
        for (int i = 0; i < 2; i++) {
            named.name("a\"b");
            named.number(i);
            labelled.name(label);
            labelled.number(i);
        }
        assertThat(ascii(labelled)).isEqualTo("{\"a\\\"b\":0,\"a\\\"b\":1");
        assertThat(ascii(named)).isEqualTo(ascii(labelled));
    }

    @Test
    void shouldSeparateElementsAndHandOutAPart() {
        CanonicalWriter out = new CanonicalWriter();
        out.open('[', 0);
        out.next();
        out.number(Long.MIN_VALUE);
        int from = out.length();
        out.next();
        out.flag(true);
        out.mark(']');

        assertThat(ascii(out)).isEqualTo("[-9223372036854775808,true]");
        assertThat(new String(out.since(from), StandardCharsets.US_ASCII)).isEqualTo(",true]");
    }

    private static String ascii(CanonicalWriter out) {
        return new String(out.toBytes(), StandardCharsets.US_ASCII);
    }
}
