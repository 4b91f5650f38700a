package io.gatehouse.adapter.licensing;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * JSON in the spellings of the existing tools, byte for byte: on one line with a space after each
 * comma and colon, or indented by two. Signatures do not depend on it; files that two tools write
 * should not differ for nothing.
 */
public final class PythonJson {

    private final StringBuilder text = new StringBuilder();
    private final boolean indented;
    private final Comparator<String> order;

    private PythonJson(boolean indented, Comparator<String> order) {
        this.indented = indented;
        this.order = order;
    }

    /** One line, members sorted, without a line end. */
    public static byte[] line(JsonValue value) {
        return write(value, false, Comparator.naturalOrder());
    }

    /** One line with members in a given order, without a line end. */
    public static byte[] line(JsonValue value, Comparator<String> order) {
        return write(value, false, order);
    }

    /** Several lines, members sorted, without a last line end. */
    public static byte[] indented(JsonValue value) {
        return write(value, true, Comparator.naturalOrder());
    }

    private static byte[] write(JsonValue value, boolean indented, Comparator<String> order) {
        PythonJson json = new PythonJson(indented, order);
        json.value(value, 0);
        return json.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(JsonValue value, int depth) {
        if (value instanceof JsonObject object && !object.names().isEmpty()) {
            List<String> names = new ArrayList<>(object.names());
            names.sort(order);
            char before = '{';
            for (String name : names) {
                open(before, depth + 1);
                before = ',';
                text.append(CanonicalJson.text(JsonValue.of(name))).append(": ");
                value(object.find(name).orElseThrow(), depth + 1);
            }
            close('}', depth);
        } else if (value instanceof JsonArray array && array.size() > 0) {
            char before = '[';
            for (JsonValue one : array) {
                open(before, depth + 1);
                before = ',';
                value(one, depth + 1);
            }
            close(']', depth);
        } else {
            text.append(CanonicalJson.text(value));
        }
    }

    private void open(char mark, int depth) {
        text.append(mark);
        if (indented) {
            text.append('\n').append("  ".repeat(depth));
        } else if (mark == ',') {
            text.append(' ');
        }
    }

    private void close(char mark, int depth) {
        if (indented) {
            text.append('\n').append("  ".repeat(depth));
        }
        text.append(mark);
    }
}
