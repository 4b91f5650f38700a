package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/** JSON for people: sorted names, two spaces of indentation, as the existing builder writes it. */
final class IndentedJson {

    private IndentedJson() {}

    /** UTF-8 bytes without a line end at the end. */
    static byte[] bytes(JsonValue value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same with a line end. */
    static byte[] line(JsonValue value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out);
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonValue value, int depth, StringBuilder out) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            out.append('{');
            Iterator<Map.Entry<String, JsonValue>> members = object.members().entrySet().iterator();
            while (members.hasNext()) {
                Map.Entry<String, JsonValue> member = members.next();
                indent(depth + 1, out);
                out.append(CanonicalJson.text(new JsonString(member.getKey()))).append(": ");
                write(member.getValue(), depth + 1, out);
                out.append(members.hasNext() ? "," : "");
            }
            indent(depth, out);
            out.append('}');
        } else if (value instanceof JsonArray array && array.size() > 0) {
            out.append('[');
            for (int i = 0; i < array.size(); i++) {
                indent(depth + 1, out);
                write(array.get(i), depth + 1, out);
                out.append(i + 1 < array.size() ? "," : "");
            }
            indent(depth, out);
            out.append(']');
        } else {
            out.append(CanonicalJson.text(value));
        }
    }

    private static void indent(int depth, StringBuilder out) {
        out.append('\n').append("  ".repeat(depth));
    }
}
