package io.gatehouse.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every type of a component, there and back, and each way in which a value is not of its shape. */
class RecordCodecTest {

    enum Colour {
        RED,
        GREEN
    }

    record Inner(StepId step) {
        Inner {
            if (step.value().equals("forbidden")) {
                throw new IllegalArgumentException("not this one");
            }
        }
    }

    record Everything(
            String text,
            boolean flag,
            int number,
            long count,
            Instant at,
            Duration age,
            Colour colour,
            StepId step,
            Digest digest,
            JsonObject object,
            JsonValue any,
            Inner inner,
            List<Inner> list,
            SortedSet<StepId> set,
            SortedMap<Colour, Instant> byColour,
            SortedMap<StepId, String> byStep,
            SortedMap<String, Inner> byName,
            Optional<Instant> maybe,
            Optional<Inner> perhaps) {}

    record Unknown(Object thing) {}

    private static final Everything VALUE =
            new Everything(
                    "t",
                    true,
                    -3,
                    5_000_000_000L,
                    Instant.parse("2026-03-02T08:00:00Z"),
                    Duration.ofMinutes(90),
                    Colour.GREEN,
                    new StepId("s-1"),
                    Digest.ZERO,
                    JsonObject.of("a", 1),
                    JsonValue.of(List.of(1)),
                    new Inner(new StepId("in")),
                    List.of(new Inner(new StepId("b")), new Inner(new StepId("a"))),
                    new TreeSet<>(List.of(new StepId("y"), new StepId("x"))),
                    new TreeMap<>(Map.of(Colour.RED, Instant.EPOCH)),
                    new TreeMap<>(Map.of(new StepId("k"), "v")),
                    new TreeMap<>(Map.of("n", new Inner(new StepId("c")))),
                    Optional.of(Instant.parse("2026-03-02T08:00:01.500Z")),
                    Optional.empty());

    private static JsonObject encoded() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("text", "t");
        members.put("flag", true);
        members.put("number", -3);
        members.put("count", 5_000_000_000L);
        members.put("at", "2026-03-02T08:00:00Z");
        members.put("age", "PT1H30M");
        members.put("colour", "GREEN");
        members.put("step", "s-1");
        members.put("digest", Digest.ZERO.value());
        members.put("object", Map.of("a", 1));
        members.put("any", List.of(1));
        members.put("inner", Map.of("step", "in"));
        members.put("list", List.of(Map.of("step", "b"), Map.of("step", "a")));
        members.put("set", List.of("x", "y"));
        members.put("byColour", Map.of("RED", "1970-01-01T00:00:00Z"));
        members.put("byStep", Map.of("k", "v"));
        members.put("byName", Map.of("n", Map.of("step", "c")));
        members.put("maybe", "2026-03-02T08:00:01.500Z");
        return (JsonObject) JsonValue.of(members);
    }

    private static void refuses(JsonObject value, String message) {
        assertThatThrownBy(() -> RecordCodec.decode(value, Everything.class))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldWriteComponentsByNameAndReadThemBack() {
        assertThat(RecordCodec.encode(VALUE)).isEqualTo(encoded());
        assertThat(RecordCodec.decode(encoded(), Everything.class)).isEqualTo(VALUE);
    }

    @Test
    void shouldTakeTheOutermostValuesOfAnInteger() {
        for (int number : new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(RecordCodec.decode(encoded().with("number", number), Everything.class))
                    .extracting(Everything::number)
                    .isEqualTo(number);
        }
        refuses(encoded().with("number", Integer.MAX_VALUE + 1L), "number");
        refuses(encoded().with("number", Integer.MIN_VALUE - 1L), "number");
    }

    @Test
    void shouldRefuseAMissingAndAnUnknownMember() {
        for (String name : encoded().names()) {
            if (!name.equals("maybe")) {
                refuses(encoded().without(name), "lacks '" + name + "'");
            }
        }
        assertThat(RecordCodec.decode(encoded().without("maybe"), Everything.class).maybe())
                .isEmpty();
        refuses(encoded().with("more", 1), "not its own");
        // as many members as components, but not the same
        refuses(encoded().without("maybe").with("more", 1), "not its own");
        refuses(encoded().with("inner", Map.of("step", "in", "more", 1)), "not its own");
    }

    @Test
    void shouldRefuseEveryMemberOfAnotherKind() {
        Map<String, Object> good = new TreeMap<>(encoded().members());
        List<Object> others = List.of("x y", true, 1, List.of(), Map.of());
        int refused = 0;
        for (String name : good.keySet()) {
            for (Object other : others) {
                JsonValue value = JsonValue.of(other);
                boolean sameKind = value.getClass().equals(good.get(name).getClass());
                if (name.equals("any") || name.equals("text") || sameKind) {
                    continue;
                }
                refused++;
                assertThatThrownBy(
                                () ->
                                        RecordCodec.decode(
                                                encoded().with(name, value), Everything.class))
                        .as(name + " = " + other)
                        .isInstanceOf(CodecFault.class);
            }
            if (!name.equals("any")) {
                refuses(encoded().with(name, null), "Everything." + name);
            }
        }
        assertThat(refused).isGreaterThan(60);
        refuses(encoded().with("text", 1), "Everything.text: expected text");
    }

    @Test
    void shouldRefuseOtherSpellingsOfOneTime() {
        for (String time :
                List.of(
                        "2026-03-02T08:00:00.000Z",
                        "2026-03-02T09:00:00+01:00",
                        "2026-03-02T08:00Z",
                        "2026-03-02",
                        "")) {
            refuses(encoded().with("at", time), "Everything.at");
        }
        for (String age : List.of("PT90M", "pt1h30m", "90", "P1Y")) {
            refuses(encoded().with("age", age), "Everything.age");
        }
    }

    @Test
    void shouldRefuseWhatAConstructorRefuses() {
        refuses(encoded().with("inner", Map.of("step", "forbidden")), "not this one");
        refuses(encoded().with("step", "Not A Step"), "Everything.step");
        refuses(encoded().with("digest", "sha384:"), "Everything.digest");
        refuses(encoded().with("colour", "BLUE"), "unknown Colour");
        refuses(encoded().with("colour", "green"), "unknown Colour");
        refuses(
                encoded().with("byColour", Map.of("BLUE", "1970-01-01T00:00:00Z")),
                "unknown Colour");
        refuses(encoded().with("byStep", Map.of("a/b", "v")), "Everything.byStep");
    }

    @Test
    void shouldRefuseASetThatNamesOneTwice() {
        refuses(encoded().with("set", List.of("x", "x")), "set without duplicates");
        refuses(encoded().with("set", List.of("x", 1)), "Everything.set[]");
        refuses(encoded().with("list", List.of("x")), "Everything.list[]");
        refuses(encoded().with("byName", Map.of("n", 1)), "Everything.byName.n");
    }

    @Test
    void shouldNotPretendToKnowOtherTypes() {
        assertThatThrownBy(() -> RecordCodec.encode(new Unknown(1.5)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RecordCodec.decode(JsonObject.of("thing", "1.5"), Unknown.class))
                .isInstanceOf(IllegalStateException.class);
    }
}
