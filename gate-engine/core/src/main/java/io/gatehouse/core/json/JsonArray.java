package io.gatehouse.core.json;

import java.util.Iterator;
import java.util.List;

/** An ordered, immutable list of values. */
public record JsonArray(List<JsonValue> values) implements JsonValue, Iterable<JsonValue> {

    public static final JsonArray EMPTY = new JsonArray(List.of());

    public JsonArray {
        values = List.copyOf(values);
    }

    @Override
    public Iterator<JsonValue> iterator() {
        return values.iterator();
    }

    public int size() {
        return values.size();
    }

    public JsonValue get(int index) {
        return values.get(index);
    }

    @Override
    public int depth() {
        return 1 + values.stream().mapToInt(JsonValue::depth).max().orElse(0);
    }
}
