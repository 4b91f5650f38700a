package io.gatehouse.core.json;

import java.util.Objects;

/** A string without lone surrogates: only those have a UTF-8 form, and so canonical bytes. */
public record JsonString(String value) implements JsonValue {

    public JsonString {
        Objects.requireNonNull(value, "value");
        requireWellFormed(value);
    }

    /** Refuses a lone surrogate: two encoders would replace it differently and sign other bytes. */
    static void requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("lone surrogate at index " + i);
            }
        }
    }
}
