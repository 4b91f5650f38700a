package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path to members of a report: names separated by dots, {@code []} behind a name for every
 * element of its list, {@code *} for every member of an object. {@code
 * environments[].adapters.*.status}.
 *
 * @param segments in order
 */
record JsonPath(List<String> segments) {

    private static final Pattern SEGMENT = Pattern.compile("\\*|[A-Za-z0-9_-]{1,64}(\\[])?");

    /** What a path leads to. */
    record Found(List<JsonValue> values, List<String> missing) {}

    static boolean isPath(String text) {
        return !text.isEmpty()
                && text.length() <= 400
                && List.of(text.split("\\.", -1)).stream()
                        .allMatch(s -> SEGMENT.matcher(s).matches());
    }

    static JsonPath of(String text) {
        if (!isPath(text)) {
            throw new IllegalArgumentException("not a path");
        }
        return new JsonPath(List.of(text.split("\\.")));
    }

    /** Every value on the path, and the place of every branch that ends before. */
    Found find(JsonValue root) {
        List<String> missing = new ArrayList<>();
        List<JsonValue> values = new ArrayList<>();
        walk(root, 0, "", values, missing);
        return new Found(values, missing);
    }

    private void walk(
            JsonValue value, int at, String place, List<JsonValue> values, List<String> missing) {
        if (at == segments.size()) {
            values.add(value);
            return;
        }
        String segment = segments.get(at);
        String here = place.isEmpty() ? segment : place + "." + segment;
        if (!(value instanceof JsonObject object)) {
            missing.add(here);
        } else if (segment.equals("*")) {
            object.members().values().forEach(v -> walk(v, at + 1, here, values, missing));
        } else if (segment.endsWith("[]")) {
            JsonValue list = object.members().get(segment.substring(0, segment.length() - 2));
            if (list instanceof JsonArray array) {
                array.values().forEach(v -> walk(v, at + 1, here, values, missing));
            } else {
                missing.add(here);
            }
        } else if (object.has(segment)) {
            walk(object.members().get(segment), at + 1, here, values, missing);
        } else {
            missing.add(here);
        }
    }
}
