package io.gatehouse.audit.log;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One node of a hand-coded schema: says where a value does not fit and what would. */
sealed interface Shape {

    /**
     * A place that does not fit.
     *
     * @param pointer RFC 6901
     */
    record Violation(String pointer, String expected, String observed) {}

    /**
     * The way to a value, spelt out only where something is wrong with it.
     *
     * @param step name or index of the last step; empty at the root
     */
    record Pointer(Optional<Pointer> parent, String step) {

        static final Pointer ROOT = new Pointer(Optional.empty(), "");

        Pointer to(String name) {
            return new Pointer(Optional.of(this), name);
        }

        Violation violation(String expected, String observed) {
            return new Violation(text(), expected, observed);
        }

        private String text() {
            return parent.map(
                            p ->
                                    p.text()
                                            + "/"
                                            + Quoted.of(step.replace("~", "~0").replace("/", "~1")))
                    .orElse("");
        }
    }

    /** Says of each place that does not fit what would. */
    void check(Pointer pointer, JsonValue value, List<Violation> out);

    /** Whether all of it fits: exactly when {@link #check} finds nothing, and cheaper. */
    boolean fits(JsonValue value);

    static Shape text(String regex, String what) {
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        return text(text -> pattern.matcher(text).matches(), what);
    }

    static Shape text(Predicate<String> form, String what) {
        return leaf(what, value -> value instanceof JsonString string && form.test(string.value()));
    }

    /** Text of 1 to {@code max} code points that is not blank. */
    static Shape words(int max) {
        return leaf("text of 1 to " + max + " characters", value -> isWords(value, max));
    }

    private static boolean isWords(JsonValue value, int max) {
        return value instanceof JsonString string
                && string.value().codePointCount(0, string.value().length()) <= max
                && !isBlank(string.value());
    }

    private static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (" \t\r\n".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
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
        return new Elements(item);
    }

    /** An object of at least one member, all of one shape. */
    static Shape map(Predicate<String> names, Shape item) {
        return new Entries(names, item);
    }

    /** An object of these members only. */
    static Shape members(Set<String> required, Map<String, Shape> known) {
        return new Members(new TreeSet<>(required), new HashMap<>(known));
    }

    private static Shape leaf(String expected, Predicate<JsonValue> fits) {
        return new Leaf(expected, fits);
    }

    /** A value without parts, or one whose parts do not matter. */
    record Leaf(String expected, Predicate<JsonValue> form) implements Shape {
        @Override
        public boolean fits(JsonValue value) {
            return form.test(value);
        }

        @Override
        public void check(Pointer pointer, JsonValue value, List<Violation> out) {
            if (!form.test(value)) {
                out.add(pointer.violation(expected, kind(value)));
            }
        }
    }

    /** An array. */
    record Elements(Shape item) implements Shape {
        @Override
        public boolean fits(JsonValue value) {
            return value instanceof JsonArray array && array.values().stream().allMatch(item::fits);
        }

        @Override
        public void check(Pointer pointer, JsonValue value, List<Violation> out) {
            if (!(value instanceof JsonArray array)) {
                out.add(pointer.violation("an array", kind(value)));
                return;
            }
            for (int i = 0; i < array.size(); i++) {
                item.check(pointer.to(Integer.toString(i)), array.get(i), out);
            }
        }
    }

    /** An object whose members have names of one form. */
    record Entries(Predicate<String> names, Shape item) implements Shape {
        @Override
        public boolean fits(JsonValue value) {
            return value instanceof JsonObject object
                    && !object.members().isEmpty()
                    && object.all((name, member) -> names.test(name) && item.fits(member));
        }

        @Override
        public void check(Pointer pointer, JsonValue value, List<Violation> out) {
            if (!(value instanceof JsonObject object) || object.members().isEmpty()) {
                out.add(pointer.violation("an object of one or more members", kind(value)));
                return;
            }
            object.members()
                    .forEach(
                            (name, member) -> {
                                Pointer at = pointer.to(name);
                                if (!names.test(name)) {
                                    out.add(at.violation("a known form of name", Quoted.of(name)));
                                }
                                item.check(at, member, out);
                            });
        }
    }

    /** An object whose members are known by their names. */
    record Members(Set<String> required, Map<String, Shape> known) implements Shape {
        @Override
        public boolean fits(JsonValue value) {
            if (!(value instanceof JsonObject object)) {
                return false;
            }
            return hasRequired(object)
                    && object.all(
                            (name, member) -> {
                                Shape shape = known.get(name);
                                return shape != null && shape.fits(member);
                            });
        }

        private boolean hasRequired(JsonObject object) {
            for (String name : required) {
                if (!object.has(name)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void check(Pointer pointer, JsonValue value, List<Violation> out) {
            if (!(value instanceof JsonObject object)) {
                out.add(pointer.violation("an object", kind(value)));
                return;
            }
            for (String name : required) {
                if (!object.has(name)) {
                    out.add(pointer.to(name).violation("a member", "none"));
                }
            }
            object.members()
                    .forEach(
                            (name, member) -> {
                                Pointer at = pointer.to(name);
                                Shape shape = known.get(name);
                                if (shape == null) {
                                    out.add(at.violation("no such member", Quoted.of(name)));
                                } else {
                                    shape.check(at, member, out);
                                }
                            });
        }
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
