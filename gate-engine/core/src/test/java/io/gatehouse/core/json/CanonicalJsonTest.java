package io.gatehouse.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes that are signed, character by character (RFC 8785). */
class CanonicalJsonTest {

    private static JsonValue nested(int depth) {
        JsonValue value = JsonNull.NULL;
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? JsonObject.of("a", value) : new JsonArray(List.of(value));
        }
        return value;
    }

    @Test
    void shouldWriteEachKindInItsOneForm() {
        JsonValue value =
                JsonValue.of(
                        Map.of(
                                "b", List.of(1, -2L, (short) 3),
                                "a", Arrays.asList(true, false, null),
                                "_", Map.of(),
                                "Z", List.of()));

        assertThat(CanonicalJson.text(value))
                .isEqualTo("{\"Z\":[],\"_\":{},\"a\":[true,false,null],\"b\":[1,-2,3]}");
        assertThat(CanonicalJson.text(JsonNull.NULL)).isEqualTo("null");
    }

    @Test
    void shouldEscapeWhatMustBeAndNothingElse() {
        assertThat(CanonicalJson.text(new JsonString("\"\\\b\f\n\r\t")))
                .isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\"");
        assertThat(CanonicalJson.text(new JsonString("\u0000\u000b\u001f")))
                .isEqualTo("\"\\u0000\\u000b\\u001f\"");
        // the first that stands for itself, a slash, DEL, and what is not ASCII
        assertThat(CanonicalJson.text(new JsonString(" /\u007f\u017c\ud83d\ude00")))
                .isEqualTo("\" /\u007f\u017c\ud83d\ude00\"");
        assertThat(CanonicalJson.bytes(new JsonString("\u017c")))
                .isEqualTo("\"\u017c\"".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeNamesOfPrintableAsciiOnly() {
        assertThat(CanonicalJson.text(JsonObject.of(" ~", 1))).isEqualTo("{\" ~\":1}");
        for (String name : List.of("\u001f", "\u007f", "\u0080", "a\u017c", "\n")) {
            assertThatThrownBy(() -> CanonicalJson.text(JsonObject.of(name, 1)))
                    .as("U+%04x", (int) name.charAt(0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldNestUpToTheLimitAndNoDeeper() {
        assertThat(nested(JsonValue.MAX_DEPTH).depth()).isEqualTo(JsonValue.MAX_DEPTH);
        assertThat(CanonicalJson.text(nested(JsonValue.MAX_DEPTH))).contains("null");
        // the outermost is an object and an array in turn
        for (int more = 1; more <= 2; more++) {
            JsonValue deeper = nested(JsonValue.MAX_DEPTH + more);
            assertThatThrownBy(() -> CanonicalJson.text(deeper))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        // whichever kind the innermost is
        JsonValue arrays = JsonArray.EMPTY;
        JsonValue objects = JsonObject.EMPTY;
        for (int depth = 1; depth < JsonValue.MAX_DEPTH; depth++) {
            arrays = new JsonArray(List.of(arrays));
            objects = JsonObject.of("a", objects);
        }
        assertThat(CanonicalJson.text(arrays)).hasSize(2 * JsonValue.MAX_DEPTH);
        assertThat(CanonicalJson.text(objects)).endsWith("}");
        JsonValue array = new JsonArray(List.of(arrays));
        JsonValue object = JsonObject.of("a", objects);
        assertThatThrownBy(() -> CanonicalJson.text(array))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.text(object))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
