package io.gatehouse.core.json;

import java.util.List;
import java.util.Map;

/**
 * A JSON value that Gatehouse may sign.
 *
 * <p>The kinds are those for which RFC 8785 and the existing tools print equal bytes: strings
 * without lone surrogates, booleans, null, integers within +-(2^53-1), arrays and objects of these.
 * Fractions are carried as decimal strings. Every value is immutable and valid by construction;
 * nothing that cannot be canonicalised can be built.
 */
public sealed interface JsonValue
        permits JsonObject, JsonArray, JsonString, JsonInteger, JsonBoolean, JsonNull {

    /** Greatest magnitude of an integer that every JSON reader keeps exactly: 2^53-1. */
    long MAX_SAFE_INTEGER = 9_007_199_254_740_991L;

    /** Greatest nesting of arrays and objects in a signed value. */
    int MAX_DEPTH = 32;

    /** Nesting below this value: 0 for a scalar, 1 for an empty array or object. */
    default int depth() {
        return 0;
    }

    /** Wraps a plain Java value; refuses every type that is not one of the signed kinds. */
    static JsonValue of(Object value) {
        if (value == null) {
            return JsonNull.NULL;
        }
        if (value instanceof JsonValue json) {
            return json;
        }
        if (value instanceof String text) {
            return new JsonString(text);
        }
        if (value instanceof Boolean flag) {
            return JsonBoolean.of(flag);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            return new JsonInteger(((Number) value).longValue());
        }
        if (value instanceof List<?> list) {
            return new JsonArray(list.stream().map(JsonValue::of).toList());
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject.Builder builder = JsonObject.builder();
            map.forEach((key, member) -> builder.put(String.valueOf(key), of(member)));
            return builder.build();
        }
        throw new IllegalArgumentException(
                "not a signable JSON type: " + value.getClass().getName());
    }
}
