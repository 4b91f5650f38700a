package io.gatehouse.audit.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The readers of JSON at each limit. */
class JsonLimitsTest {

    private static JsonReading signed(String text) {
        return StrictJson.readSigned(text.getBytes(UTF_8));
    }

    private static void refuses(JsonReading reading, JsonFault.Kind kind) {
        assertThat(reading)
                .isInstanceOfSatisfying(
                        JsonReading.Refused.class,
                        refused -> assertThat(refused.fault().kind()).isEqualTo(kind));
    }

    @Test
    void shouldTakeNamesOfPrintableAsciiToBothEnds() {
        assertThat(signed("{\" ~\":1}")).isInstanceOf(JsonReading.Parsed.class);
        for (String name : List.of("\\u001f", "\u007f", "\\u007f", "\u017c")) {
            refuses(signed("{\"" + name + "\":1}"), JsonFault.Kind.NAME_NOT_ASCII);
        }
    }

    @Test
    void shouldNestObjectsAndArraysToTheLimitOfTheProfile() {
        JsonProfile two = new JsonProfile(true, 2);
        for (String good : List.of("[[]]", "{\"a\":{}}", "[{}]")) {
            assertThat(StrictJson.read(good.getBytes(UTF_8), two))
                    .isInstanceOf(JsonReading.Parsed.class);
        }
        for (String deep : List.of("[[[]]]", "{\"a\":{\"a\":{}}}", "[[{}]]", "[{\"a\":[]}]")) {
            refuses(StrictJson.read(deep.getBytes(UTF_8), two), JsonFault.Kind.TOO_DEEP);
        }
        assertThat(new JsonProfile(false, 1).maxDepth()).isEqualTo(1);
        assertThat(JsonProfile.evidence(512)).isEqualTo(new JsonProfile(false, 512));
        for (int depth : new int[] {0, 513}) {
            assertThatThrownBy(() -> JsonProfile.evidence(depth))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldReadFiguresToTheirLimits() {
        assertThat(decimal("1".repeat(400))).isTrue();
        assertThat(decimal("1".repeat(401))).isFalse();
        assertThat(decimal("1e400")).isTrue();
        assertThat(decimal("1e-400")).isTrue();
        assertThat(decimal("1e401")).isFalse();
        assertThat(decimal("1e-401")).isFalse();
        assertThat(signed("9007199254740991")).isInstanceOf(JsonReading.Parsed.class);
        assertThat(signed("-9007199254740991")).isInstanceOf(JsonReading.Parsed.class);
        refuses(signed("9007199254740992"), JsonFault.Kind.INTEGER_OUT_OF_RANGE);
        refuses(signed("-9007199254740992"), JsonFault.Kind.INTEGER_OUT_OF_RANGE);
    }

    private static boolean decimal(String text) {
        JsonValue value = new JsonString(text);
        return JsonNumbers.decimal(value).isPresent();
    }

    @Test
    void shouldReadLinesFromTheMiddleAndOfOneByte() throws IOException {
        LineReader reader =
                LineReader.after(new ByteArrayInputStream("a\nb\n".getBytes(UTF_8)), 7, 100);
        LineReading.Line first = (LineReading.Line) reader.next();
        assertThat(first.number()).isEqualTo(8);
        assertThat(first.offset()).isEqualTo(100);
        LineReading.Line second = (LineReading.Line) reader.next();
        assertThat(second.number()).isEqualTo(9);
        assertThat(second.offset()).isEqualTo(102);
        assertThat(new LineReader(new ByteArrayInputStream("a\n".getBytes(UTF_8)), 1).next())
                .isInstanceOf(LineReading.Line.class);
        assertThatThrownBy(() -> new LineReader(new ByteArrayInputStream(new byte[0]), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
