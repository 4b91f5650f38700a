package io.gatehouse.demo.standin;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON of reports as other tools print it: members in the given order, decimals as numbers. Signed
 * values go through {@link CanonicalJson} instead.
 */
final class ReportText {

    private ReportText() {}

    /** An object from names and values in turn; every report begins with its mark as a stand-in. */
    static Map<String, Object> report(String tool, Object... namesAndValues) {
        Map<String, Object> report = object("stand_in", StandIn.LABEL + " in place of " + tool);
        report.putAll(object(namesAndValues));
        return report;
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** Indented by two, with a line feed at the end. */
    static String pretty(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out, "\n");
        return out.append('\n').toString();
    }

    /** On one line with {@code ", "} and {@code ": "}, and a line feed at the end. */
    static String line(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out, "");
        return out.append('\n').toString();
    }

    /**
     * @param feed the line feed with its indentation; empty for one line
     */
    private static void write(Object value, StringBuilder out, String feed) {
        if (value instanceof Map<?, ?> map) {
            String inner = feed.isEmpty() ? "" : feed + "  ";
            String between = "{" + inner;
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.append(between).append(quote(String.valueOf(member.getKey()))).append(": ");
                write(member.getValue(), out, inner);
                between = feed.isEmpty() ? ", " : "," + inner;
            }
            out.append(map.isEmpty() ? "{}" : feed + "}");
        } else if (value instanceof List<?> list) {
            String inner = feed.isEmpty() ? "" : feed + "  ";
            String between = "[" + inner;
            for (Object element : list) {
                out.append(between);
                write(element, out, inner);
                between = feed.isEmpty() ? ", " : "," + inner;
            }
            out.append(list.isEmpty() ? "[]" : feed + "]");
        } else if (value instanceof String text) {
            out.append(quote(text));
        } else if (value instanceof BigDecimal decimal) {
            out.append(decimal.toPlainString());
        } else if (value == null
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("no JSON of " + value.getClass().getSimpleName());
        }
    }

    /** A signed value as the writer takes it. */
    static Object plain(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, plain(member)));
            return members;
        }
        if (value instanceof JsonArray array) {
            return array.values().stream().map(ReportText::plain).toList();
        }
        if (value instanceof JsonString text) {
            return text.value();
        }
        if (value instanceof JsonInteger number) {
            return number.value();
        }
        if (value instanceof JsonBoolean flag) {
            return flag.value();
        }
        throw new IllegalArgumentException("no null in a report");
    }

    private static String quote(String text) {
        return CanonicalJson.text(new JsonString(text));
    }
}
