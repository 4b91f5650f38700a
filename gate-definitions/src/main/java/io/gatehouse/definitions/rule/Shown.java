package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.Optional;

/** Values of foreign files in findings: cut short, without control characters. */
final class Shown {

    private static final int LONGEST = 80;

    private Shown() {}

    static String text(String text) {
        if (text.isBlank()) {
            return "blank text";
        }
        StringBuilder printable = new StringBuilder();
        // A report must not write on the terminal of whoever reads the finding.
        text.codePoints()
                .limit(LONGEST)
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                        ? '?'
                                        : c)
                .forEach(printable::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST
                ? printable + "..."
                : printable.toString();
    }

    /** A scalar as it is, anything else by its kind, nothing as {@code none}. */
    static String value(Optional<JsonValue> value) {
        return value.map(Shown::value).orElse("none");
    }

    private static String value(JsonValue value) {
        if (value instanceof JsonString text) {
            return text(text.value());
        }
        if (value instanceof JsonInteger number) {
            return String.valueOf(number.value());
        }
        if (value instanceof JsonBoolean flag) {
            return String.valueOf(flag.value());
        }
        return value instanceof JsonObject ? "an object" : "a list or null";
    }
}
