package io.gatehouse.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A string without lone surrogates: only those have a UTF-8 form, and so canonical bytes. Immutable
 * and thread-safe; equal to every other of the same text.
 */
public final class JsonString implements JsonValue {

    private final String value;

    /**
     * @throws IllegalArgumentException when the text contains half of a surrogate pair
     */
    public JsonString(String value) {
        this(value, true);
    }

    private JsonString(String value, boolean doubted) {
        this.value = Objects.requireNonNull(value, "value");
        if (doubted) {
            requireWellFormed(value);
        }
    }

    /**
     * The text of bytes in ISO 8859-1, each a character of its own; none of them can be a
     * surrogate, so nothing has to be looked for.
     *
     * @param from of the first byte
     * @param length how many
     */
    public static JsonString ofLatin1(byte[] bytes, int from, int length) {
        return new JsonString(new String(bytes, from, length, StandardCharsets.ISO_8859_1), false);
    }

    public String value() {
        return value;
    }

    /** Refuses a lone surrogate: two encoders would replace it differently and sign other bytes. */
    static void requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= Character.MIN_SURROGATE) {
                requirePairs(text, i);
                return;
            }
        }
    }

    private static void requirePairs(String text, int from) {
        for (int i = from; i < text.length(); i++) {
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

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonString string && value.equals(string.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "JsonString[value=" + value + "]";
    }
}
