package io.gatehouse.core.json;

/** An integer within +-(2^53-1). */
public record JsonInteger(long value) implements JsonValue {

    public JsonInteger {
        if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("integer outside +-(2^53-1): " + value);
        }
    }
}
