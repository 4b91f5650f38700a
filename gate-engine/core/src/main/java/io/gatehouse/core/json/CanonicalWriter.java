package io.gatehouse.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes canonical bytes (RFC 8785, {@link CanonicalJson}) piece by piece, without an object for
 * each value. Who calls it sees to the order of names and to what belongs between values; texts,
 * names and depth are checked here. Confined to one thread.
 */
public final class CanonicalWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** ASCII characters that stand for themselves in a string. */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        Arrays.fill(PLAIN, 0x20, 128, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private byte[] bytes;
    private int length;

    public CanonicalWriter() {
        this.bytes = new byte[1024];
    }

    /** What was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** How much was written so far. */
    public int length() {
        return length;
    }

    /** What was written from a place on. */
    public byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    /** Bytes of a value that a writer like this one has written before. */
    public void again(byte[] written) {
        reserve(written.length);
        System.arraycopy(written, 0, bytes, length, written.length);
        length += written.length;
    }

    /** One of {@code { } [ ] , :}. */
    public void mark(char mark) {
        reserve(1);
        bytes[length++] = (byte) mark;
    }

    /**
     * Opens an array or object that is nested so deep.
     *
     * @throws IllegalArgumentException when that is deeper than {@link JsonValue#MAX_DEPTH}
     */
    public void open(char mark, int depth) {
        if (depth >= JsonValue.MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + JsonValue.MAX_DEPTH);
        }
        mark(mark);
    }

    /** Whatever stands between this element of an array and the one before it. */
    public void next() {
        if (bytes[length - 1] != '[') {
            mark(',');
        }
    }

    /** A member's name with what stands before and after it. */
    public void name(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7e || name.charAt(i) < 0x20) {
                throw new IllegalArgumentException("member name is not printable ASCII");
            }
        }
        if (bytes[length - 1] != '{') {
            mark(',');
        }
        text(name);
        mark(':');
    }

    /** The bytes of {@link #name}, for one that is written often. */
    public static byte[] label(String name) {
        CanonicalWriter out = new CanonicalWriter();
        out.mark('{');
        out.name(name);
        return out.since(1);
    }

    /** A member's name as {@link #label} made it, with what stands before it. */
    public void name(byte[] label) {
        if (bytes[length - 1] != '{') {
            mark(',');
        }
        again(label);
    }

    /** An integer. */
    public void number(long value) {
        ascii(Long.toString(value));
    }

    /** {@code true} or {@code false}. */
    public void flag(boolean value) {
        ascii(value ? "true" : "false");
    }

    private void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /**
     * A string in quotes.
     *
     * @throws IllegalArgumentException when it holds half of a surrogate pair
     */
    public void text(String text) {
        reserve(text.length() + 2);
        int plain = plain(text);
        if (plain < text.length()) {
            special(text, plain);
        }
        mark('"');
    }

    /** Writes the quote and what stands for itself; how far that goes. */
    private int plain(String text) {
        byte[] out = bytes;
        int at = length;
        out[at++] = '"';
        int i = 0;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !PLAIN[c]) {
                break;
            }
            out[at++] = (byte) c;
        }
        length = at;
        return i;
    }

    private void special(String text, int from) {
        // no character takes more than six bytes
        reserve(6 * (text.length() - from) + 1);
        byte[] out = bytes;
        int at = length;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128 && PLAIN[c]) {
                out[at++] = (byte) c;
            } else if (c < 128) {
                at = escape(c, out, at);
            } else if (Character.isSurrogate(c)) {
                at = pair(text, i++, out, at);
            } else {
                at = utf8(c, out, at);
            }
        }
        length = at;
    }

    /** RFC 8785, 3.2.2.2: short escapes where JSON has them, {@code \\u00xx} in lower case else. */
    private static int escape(char c, byte[] out, int from) {
        int at = from;
        out[at++] = '\\';
        switch (c) {
            case '"', '\\' -> out[at++] = (byte) c;
            case '\b' -> out[at++] = 'b';
            case '\f' -> out[at++] = 'f';
            case '\n' -> out[at++] = 'n';
            case '\r' -> out[at++] = 'r';
            case '\t' -> out[at++] = 't';
            default -> {
                out[at++] = 'u';
                out[at++] = '0';
                out[at++] = '0';
                out[at++] = HEX[c >> 4];
                out[at++] = HEX[c & 15];
            }
        }
        return at;
    }

    private static int utf8(int code, byte[] out, int from) {
        int at = from;
        if (code >= 0x10000) {
            out[at++] = (byte) (0xf0 | (code >> 18));
            out[at++] = (byte) (0x80 | ((code >> 12) & 0x3f));
            out[at++] = (byte) (0x80 | ((code >> 6) & 0x3f));
        } else if (code >= 0x800) {
            out[at++] = (byte) (0xe0 | (code >> 12));
            out[at++] = (byte) (0x80 | ((code >> 6) & 0x3f));
        } else {
            out[at++] = (byte) (0xc0 | (code >> 6));
        }
        out[at++] = (byte) (0x80 | (code & 0x3f));
        return at;
    }

    private static int pair(String text, int index, byte[] out, int at) {
        char high = text.charAt(index);
        if (!Character.isHighSurrogate(high)
                || index + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(index + 1))) {
            throw new IllegalArgumentException("lone surrogate at index " + index);
        }
        return utf8(Character.toCodePoint(high, text.charAt(index + 1)), out, at);
    }

    /** A value that is nested so deep. */
    public void value(JsonValue value, int depth) {
        if (value instanceof JsonString string) {
            text(string.value());
        } else if (value instanceof JsonInteger integer) {
            number(integer.value());
        } else if (value instanceof JsonBoolean flag) {
            flag(flag.value());
        } else if (value instanceof JsonNull) {
            ascii("null");
        } else if (value instanceof JsonArray array) {
            open('[', depth);
            for (JsonValue element : array) {
                next();
                value(element, depth + 1);
            }
            mark(']');
        } else if (value instanceof JsonObject object) {
            open('{', depth);
            object.members()
                    .forEach(
                            (name, member) -> {
                                name(name);
                                value(member, depth + 1);
                            });
            mark('}');
        } else {
            throw new IllegalStateException("unknown kind of JSON value");
        }
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }
}
