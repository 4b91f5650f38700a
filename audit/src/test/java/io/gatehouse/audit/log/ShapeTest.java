package io.gatehouse.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.log.Shape.Violation;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each node of the schema: what fits, and where and how it is said what does not. */
class ShapeTest {

    private static List<Violation> check(Shape shape, Object value) {
        List<Violation> out = new ArrayList<>();
        shape.check(Shape.Pointer.ROOT, JsonValue.of(value), out);
        assertThat(shape.fits(JsonValue.of(value)))
                .as("the short answer of " + value)
                .isEqualTo(out.isEmpty());
        return out;
    }

    private static void fits(Shape shape, Object... values) {
        for (Object value : values) {
            assertThat(check(shape, value)).as(String.valueOf(value)).isEmpty();
        }
    }

    private static void unfit(Shape shape, String expected, Object... values) {
        for (Object value : values) {
            assertThat(check(shape, value))
                    .as(String.valueOf(value))
                    .extracting(Violation::pointer, Violation::expected)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("", expected));
        }
    }

    @Test
    void shouldTakeLeavesOfTheirKindAlone() {
        fits(Shape.text("[a-z]+", "a word"), "abc");
        unfit(Shape.text("[a-z]+", "a word"), "a word", "", "a1", "a\n", 1, true, null);
        String words = "text of 1 to 3 characters";
        fits(Shape.words(3), "a", "abc", " a ", "\ud83d\ude00\ud83d\ude00\ud83d\ude00");
        unfit(Shape.words(3), words, "", " ", " \t\n", "\r", "abcd", 1, List.of("a"));
        fits(Shape.positive(), 1, 9_007_199_254_740_991L);
        unfit(Shape.positive(), "an integer from 1", 0, -1, "1", true);
        fits(Shape.flag(), true, false);
        unfit(Shape.flag(), "true or false", "true", 1, null);
        fits(Shape.anyObject(), Map.of(), Map.of("a", 1));
        unfit(Shape.anyObject(), "an object", List.of(), "{}", null);
        fits(Shape.wordsIntegerOrFlag(3), "abc", 0, -5, true, false);
        unfit(
                Shape.wordsIntegerOrFlag(3),
                words + ", an integer, true or false",
                "",
                "abcd",
                List.of(),
                Map.of(),
                null);
    }

    @Test
    void shouldSayWhichElementOrMemberDoesNotFit() {
        Shape list = Shape.list(Shape.positive());
        fits(list, List.of(), List.of(1, 2));
        assertThat(check(list, List.of(1, 0, "a")))
                .containsExactly(
                        new Violation("/1", "an integer from 1", "0"),
                        new Violation("/2", "an integer from 1", "'a'"));
        unfit(list, "an array", 1, "a", Map.of());

        Shape map = Shape.map(name -> name.matches("[a-z/~]+"), Shape.flag());
        fits(map, Map.of("a", true));
        assertThat(check(map, Map.of("A", true, "a/~b", 1)))
                .containsExactly(
                        new Violation("/A", "a known form of name", "A"),
                        new Violation("/a~1~0b", "true or false", "1"));
        unfit(map, "an object of one or more members", Map.of(), List.of(), "a");

        Shape members =
                Shape.members(
                        Set.of("b", "a"), Map.of("a", Shape.flag(), "b", list, "c", Shape.flag()));
        fits(
                members,
                Map.of("a", true, "b", List.of()),
                Map.of("a", true, "b", List.of(1), "c", false));
        assertThat(check(members, Map.of("b", List.of(0), "d", 1)))
                .containsExactly(
                        new Violation("/a", "a member", "none"),
                        new Violation("/b/0", "an integer from 1", "0"),
                        new Violation("/d", "no such member", "d"));
        unfit(members, "an object", List.of(), 1);
    }

    @Test
    void shouldShowWhatWasThereByItsKind() {
        for (Object[] shown :
                new Object[][] {
                    {"a\u0007", "'a\\u0007'"},
                    {7, "7"},
                    {Map.of("a", 1), "an object of 1 members"},
                    {List.of(1), "an array"},
                    {JsonNull.NULL, "NULL"}
                }) {
            assertThat(check(Shape.flag(), shown[0]).get(0).observed()).isEqualTo(shown[1]);
        }
        assertThat(check(Shape.flag(), Arrays.asList(1, null)).get(0).observed())
                .isEqualTo("an array");
    }
}
