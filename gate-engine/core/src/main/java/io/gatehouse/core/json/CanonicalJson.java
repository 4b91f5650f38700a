package io.gatehouse.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The one form in which a value is signed and digested: RFC 8785 for the kinds of {@link
 * JsonValue}.
 *
 * <p>For these kinds the bytes equal those of the existing tools (sorted names, no white space, raw
 * UTF-8, short escapes), so one line can carry the signatures of both. Names must be ASCII and
 * nesting at most {@link JsonValue#MAX_DEPTH}: beyond that implementations disagree, and a
 * disagreement between signer and verifier is an attack surface. Stateless and thread-safe.
 */
public final class CanonicalJson {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /**
     * Canonical UTF-8 bytes of a value.
     *
     * @throws IllegalArgumentException when a member name is not ASCII or the nesting is too deep
     */
    public static byte[] bytes(JsonValue value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Canonical text of a value; see {@link #bytes}. */
    public static String text(JsonValue value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out, 0);
        return out.toString();
    }

    /** Writes a value that is nested so deep. */
    public static void write(JsonValue value, StringBuilder out, int depth) {
        if (value instanceof JsonString string) {
            quote(string.value(), out);
        } else if (value instanceof JsonInteger integer) {
            out.append(integer.value());
        } else if (value instanceof JsonBoolean flag) {
            out.append(flag.value());
        } else if (value instanceof JsonNull) {
            out.append("null");
        } else if (value instanceof JsonArray array) {
            requireDepth(depth);
            out.append('[');
            String separator = "";
            for (JsonValue element : array) {
                out.append(separator);
                write(element, out, depth + 1);
                separator = ",";
            }
            out.append(']');
        } else if (value instanceof JsonObject object) {
            requireDepth(depth);
            out.append('{');
            boolean first = true;
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                writeName(member.getKey(), first, out);
                write(member.getValue(), out, depth + 1);
                first = false;
            }
            out.append('}');
        } else {
            throw new IllegalStateException("unknown kind of JSON value");
        }
    }

    /** Writes a member's name with what stands before and after it. */
    public static void writeName(String name, boolean first, StringBuilder out) {
        requireAscii(name);
        if (!first) {
            out.append(',');
        }
        quote(name, out);
        out.append(':');
    }

    /** Refuses an array or object that is nested so deep. */
    public static void requireDepth(int depth) {
        if (depth >= JsonValue.MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + JsonValue.MAX_DEPTH);
        }
    }

    private static void requireAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7e || name.charAt(i) < 0x20) {
                throw new IllegalArgumentException("member name is not printable ASCII");
            }
        }
    }

    /** RFC 8785, 3.2.2.2: short escapes where JSON has them, {@code \\u00xx} in lower case else. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
