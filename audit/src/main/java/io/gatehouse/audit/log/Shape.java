package io.gatehouse.audit.log;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One node of a hand-coded schema: says where a value does not fit and what would. */
@FunctionalInterface
interface Shape {

    /**
     * A place that does not fit.
     *
     * @param pointer RFC 6901
     */
    record Violation(String pointer, String expected, String observed) {}

    void check(String pointer, JsonValue value, List<Violation> out);

    static Shape text(String regex, String what) {
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        return leaf(
                what,
                value ->
                        value instanceof JsonString string
                                && pattern.matcher(string.value()).matches());
    }

    /** Text of 1 to {@code max} code points that is not blank. */
    static Shape words(int max) {
        return leaf("text of 1 to " + max + " characters", value -> isWords(value, max));
    }

    private static boolean isWords(JsonValue value, int max) {
        return value instanceof JsonString string
                && string.value().codePointCount(0, string.value().length()) <= max
                && string.value().chars().anyMatch(c -> " \t\r\n".indexOf(c) < 0);
    }

    static Shape positive() {
        return leaf(
                "an integer from 1",
                value -> value instanceof JsonInteger integer && integer.value() >= 1);
    }

    static Shape flag() {
        return leaf("true or false", JsonBoolean.class::isInstance);
    }

    static Shape anyObject() {
        return leaf("an object", JsonObject.class::isInstance);
    }

    static Shape wordsIntegerOrFlag(int max) {
        return leaf(
                "text of 1 to " + max + " characters, an integer, true or false",
                value ->
                        value instanceof JsonInteger
                                || value instanceof JsonBoolean
                                || isWords(value, max));
    }

    static Shape list(Shape item) {
        return (pointer, value, out) -> {
            if (!(value instanceof JsonArray array)) {
                out.add(new Violation(pointer, "an array", kind(value)));
                return;
            }
            for (int i = 0; i < array.size(); i++) {
                item.check(pointer + "/" + i, array.get(i), out);
            }
        };
    }

    /** An object of at least one member, all of one shape. */
    static Shape map(String nameRegex, Shape item) {
        Pattern names = Pattern.compile(nameRegex, Pattern.DOTALL);
        return (pointer, value, out) -> {
            if (!(value instanceof JsonObject object) || object.members().isEmpty()) {
                out.add(new Violation(pointer, "an object of one or more members", kind(value)));
                return;
            }
            object.members()
                    .forEach(
                            (name, member) -> {
                                String at = pointer + "/" + escape(name);
                                if (!names.matcher(name).matches()) {
                                    out.add(
                                            new Violation(
                                                    at, "a known form of name", Quoted.of(name)));
                                }
                                item.check(at, member, out);
                            });
        };
    }

    /** An object of these members only. */
    static Shape members(Set<String> required, Map<String, Shape> known) {
        Set<String> demanded = new TreeSet<>(required);
        return (pointer, value, out) -> {
            if (!(value instanceof JsonObject object)) {
                out.add(new Violation(pointer, "an object", kind(value)));
                return;
            }
            for (String name : demanded) {
                if (!object.has(name)) {
                    out.add(new Violation(pointer + "/" + name, "a member", "none"));
                }
            }
            object.members()
                    .forEach(
                            (name, member) -> {
                                String at = pointer + "/" + escape(name);
                                Shape shape = known.get(name);
                                if (shape == null) {
                                    out.add(new Violation(at, "no such member", Quoted.of(name)));
                                } else {
                                    shape.check(at, member, out);
                                }
                            });
        };
    }

    private static Shape leaf(String expected, Predicate<JsonValue> fits) {
        return (pointer, value, out) -> {
            if (!fits.test(value)) {
                out.add(new Violation(pointer, expected, kind(value)));
            }
        };
    }

    private static String escape(String name) {
        return Quoted.of(name.replace("~", "~0").replace("/", "~1"));
    }

    private static String kind(JsonValue value) {
        if (value instanceof JsonString string) {
            return "'" + Quoted.of(string.value()) + "'";
        }
        if (value instanceof JsonInteger integer) {
            return Long.toString(integer.value());
        }
        if (value instanceof JsonObject object) {
            return "an object of " + object.members().size() + " members";
        }
        return value instanceof JsonArray ? "an array" : value.toString();
    }
}
