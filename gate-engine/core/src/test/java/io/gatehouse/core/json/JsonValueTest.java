package io.gatehouse.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Nothing that could not be signed can be built. */
class JsonValueTest {

    @Test
    void shouldTakeIntegersThatEveryReaderKeepsExactly() {
        long greatest = 9_007_199_254_740_991L;
        assertThat(new JsonInteger(greatest).value()).isEqualTo(greatest);
        assertThat(new JsonInteger(-greatest).value()).isEqualTo(-greatest);
        for (long beyond : new long[] {greatest + 1, -greatest - 1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> new JsonInteger(beyond))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseLoneSurrogatesInTextsAndNames() {
        for (String text :
                List.of("\ud83d", "a\ud83d", "\ude00", "\ud83da", "\ude00\ud83d", "\ud83d\ud83d")) {
            assertThatThrownBy(() -> new JsonString(text))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> JsonObject.of(text, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        // a surrogate after a whole pair is still alone
        assertThatThrownBy(() -> new JsonString("\ud83d\ude00\ude00"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new JsonString("\ud83d\ude00\ud83d\ude00").value()).hasSize(4);
    }

    @Test
    void shouldWrapTheSignedKindsAndNoOther() {
        assertThat(JsonValue.of(null)).isEqualTo(JsonNull.NULL);
        assertThat(JsonValue.of("a")).isEqualTo(new JsonString("a"));
        assertThat(JsonValue.of(true)).isEqualTo(JsonBoolean.TRUE);
        assertThat(JsonValue.of(false)).isEqualTo(JsonBoolean.FALSE);
        assertThat(JsonValue.of((short) 7)).isEqualTo(new JsonInteger(7));
        assertThat(JsonValue.of(Map.of("a", List.of(1))))
                .isEqualTo(JsonObject.of("a", new JsonArray(List.of(new JsonInteger(1)))));
        for (Object other : List.of(1.5, 1.5f, 'a', new Object(), (byte) 1)) {
            assertThatThrownBy(() -> JsonValue.of(other))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldFindMembersOfTheAskedKindOnly() {
        JsonObject object =
                JsonObject.builder()
                        .put("text", "t")
                        .put("number", 5)
                        .put("flag", true)
                        .put("off", false)
                        .put("object", Map.of("a", 1))
                        .put("array", List.of(1, 2))
                        .put("null", null)
                        .build();

        assertThat(object.text("text")).contains("t");
        assertThat(object.integer("number")).contains(5L);
        assertThat(object.flag("flag")).contains(true);
        assertThat(object.flag("off")).contains(false);
        assertThat(object.object("object")).contains(JsonObject.of("a", 1));
        assertThat(object.array("array")).containsExactly(new JsonInteger(1), new JsonInteger(2));
        assertThat(object.find("null")).contains(JsonNull.NULL);
        assertThat(object.has("null")).isTrue();
        assertThat(object.has("nil")).isFalse();
        assertThat(object.find("nil")).isEmpty();
        assertThat(object.names())
                .containsExactly("array", "flag", "null", "number", "object", "off", "text");
        for (String name : object.names()) {
            assertThat(object.text(name).isPresent()).as(name).isEqualTo(name.equals("text"));
            assertThat(object.integer(name).isPresent()).as(name).isEqualTo(name.equals("number"));
            assertThat(object.flag(name).isPresent())
                    .as(name)
                    .isEqualTo(name.equals("flag") || name.equals("off"));
            assertThat(object.object(name).isPresent()).as(name).isEqualTo(name.equals("object"));
            assertThat(object.array(name).isEmpty()).as(name).isEqualTo(!name.equals("array"));
        }
        assertThat(object.requireText("text")).isEqualTo("t");
        assertThatThrownBy(() -> object.requireText("number"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldChangeACopyOnly() {
        TreeMap<String, JsonValue> given = new TreeMap<>(Map.of("a", new JsonInteger(1)));
        JsonObject object = new JsonObject(given);
        given.put("b", JsonNull.NULL);

        assertThat(object.names()).containsExactly("a");
        assertThat(object.with("a", 2)).isEqualTo(JsonObject.of("a", 2));
        assertThat(object.with("b", 2).names()).containsExactly("a", "b");
        assertThat(object.with("b", 2).without("a")).isEqualTo(JsonObject.of("b", 2));
        assertThat(object.without("a", "z")).isEqualTo(JsonObject.EMPTY);
        assertThat(object).isEqualTo(JsonObject.of("a", 1));
        assertThatThrownBy(() -> object.members().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldCountItsNesting() {
        assertThat(new JsonString("a").depth()).isZero();
        assertThat(JsonObject.EMPTY.depth()).isEqualTo(1);
        assertThat(JsonArray.EMPTY.depth()).isEqualTo(1);
        assertThat(JsonValue.of(Map.of("a", List.of(Map.of()), "b", 1)).depth()).isEqualTo(3);
        assertThat(JsonValue.of(List.of(1, List.of(2))).depth()).isEqualTo(2);
    }

    @Test
    void shouldGiveTheElementsOfAnArrayInTheirOrder() {
        JsonArray array = (JsonArray) JsonValue.of(List.of("b", "a"));
        List<JsonValue> walked = new ArrayList<>();
        array.forEach(walked::add);

        assertThat(walked).containsExactly(new JsonString("b"), new JsonString("a"));
        assertThat(array.size()).isEqualTo(2);
        assertThat(array.get(1)).isEqualTo(new JsonString("a"));
    }

    @Test
    void shouldCollectMembersInWhateverOrderTheyCome() {
        Random random = new Random(78);
        for (int round = 0; round < 2_000; round++) {
            int size = random.nextInt(round % 20 == 0 ? 300 : 12);
            boolean rising = random.nextInt(4) == 0;
            TreeMap<String, JsonValue> expected = new TreeMap<>();
            JsonObject.Builder builder = JsonObject.builder();
            for (int i = 0; i < size; i++) {
                // fewer names than members: some are given twice, and the later value counts
                String name = rising ? String.format("n%03d", i) : "n" + random.nextInt(size);
                expected.put(name, new JsonInteger(i));
                builder.put(name, i);
                if (i == size / 2) {
                    assertThat(builder.build()).isEqualTo(new JsonObject(expected));
                }
            }

            assertThat(builder.build().members()).isEqualTo(expected);
            assertThat(builder.build().names()).containsExactlyElementsOf(expected.keySet());
        }
    }

    @Test
    void shouldCollectManyMembersInTimeThatTheirOrderDoesNotMultiply() {
        JsonObject.Builder builder = JsonObject.builder();
        for (int i = 300_000; i > 0; i--) {
            builder.put(String.format("%06d", i), i);
        }
        assertThat(builder.build().names()).hasSize(300_000).startsWith("000001", "000002");
    }
}
