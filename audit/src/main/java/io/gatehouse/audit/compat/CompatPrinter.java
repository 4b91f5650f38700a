package io.gatehouse.audit.compat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Values to text as the existing tools print them: raw Unicode, short escapes, doubles in their
 * shortest form. Immutable and thread-safe.
 */
final class CompatPrinter {

    /** Deepest nesting that the existing tools print; good to a few levels like the other one. */
    static final int MAX_DEPTH = 991;

    /** Sorted members, no white space: what signatures cover. */
    private static final CompatPrinter CANONICAL = new CompatPrinter(true, ",", ":", false);

    /** Sorted members, a space after comma and colon: how screens are told apart. */
    static final CompatPrinter SORTED = new CompatPrinter(true, ", ", ": ", false);

    /** Two spaces per level, members in their own order: reports. */
    static final CompatPrinter INDENTED = new CompatPrinter(false, ",", ": ", true);

    /** By code point; {@link String#compareTo} would compare halves of pairs. */
    private static final Comparator<String> BY_CODE_POINT = CompatPrinter::compare;

    private final boolean sorted;
    private final String comma;
    private final String colon;
    private final boolean indented;

    private CompatPrinter(boolean sorted, String comma, String colon, boolean indented) {
        this.sorted = sorted;
        this.comma = comma;
        this.colon = colon;
        this.indented = indented;
    }

    /**
     * The bytes that a signature covers.
     *
     * @throws CompatFailure LONE_SURROGATE or TOO_DEEP
     */
    static byte[] canonical(CompatValue value) throws CompatFailure {
        return utf8(CANONICAL.text(value));
    }

    /**
     * Text as UTF-8.
     *
     * @throws CompatFailure LONE_SURROGATE when it has no such form
     */
    static byte[] utf8(String text) throws CompatFailure {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] out = new byte[bytes.remaining()];
            bytes.get(out);
            return out;
        } catch (CharacterCodingException e) {
            throw new CompatFailure(CompatReason.LONE_SURROGATE);
        }
    }

    String text(CompatValue value) throws CompatFailure {
        StringBuilder out = new StringBuilder();
        print(value, 0, out);
        return out.toString();
    }

    private void print(CompatValue value, int depth, StringBuilder out) throws CompatFailure {
        if (value instanceof CompatValue.Dict dict) {
            object(dict, depth, out);
        } else if (value instanceof CompatValue.Items items) {
            array(items, depth, out);
        } else if (value instanceof CompatValue.Text text) {
            string(text.value(), out);
        } else if (value instanceof CompatValue.Int integer) {
            out.append(integer.value());
        } else if (value instanceof CompatValue.Real real) {
            out.append(ShortestDouble.text(real.value()));
        } else if (value instanceof CompatValue.Bool bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
    }

    private void object(CompatValue.Dict dict, int depth, StringBuilder out) throws CompatFailure {
        requireShallow(depth);
        if (dict.members().isEmpty()) {
            out.append("{}");
            return;
        }
        List<Map.Entry<String, CompatValue>> entries =
                sorted
                        ? dict.members().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey(BY_CODE_POINT))
                                .toList()
                        : List.copyOf(dict.members().entrySet());
        out.append('{');
        Iterator<Map.Entry<String, CompatValue>> rest = entries.iterator();
        while (rest.hasNext()) {
            Map.Entry<String, CompatValue> entry = rest.next();
            newLine(depth + 1, out);
            string(entry.getKey(), out);
            out.append(colon);
            print(entry.getValue(), depth + 1, out);
            out.append(rest.hasNext() ? comma : "");
        }
        newLine(depth, out);
        out.append('}');
    }

    private void array(CompatValue.Items items, int depth, StringBuilder out) throws CompatFailure {
        requireShallow(depth);
        if (items.values().isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        Iterator<CompatValue> rest = items.values().iterator();
        while (rest.hasNext()) {
            newLine(depth + 1, out);
            print(rest.next(), depth + 1, out);
            out.append(rest.hasNext() ? comma : "");
        }
        newLine(depth, out);
        out.append(']');
    }

    private static void requireShallow(int depth) throws CompatFailure {
        if (depth >= MAX_DEPTH) {
            throw new CompatFailure(CompatReason.TOO_DEEP);
        }
    }

    private void newLine(int depth, StringBuilder out) {
        if (indented) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private static void string(String text, StringBuilder out) {
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
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        int i = 0;
        while (i < shared && left.charAt(i) == right.charAt(i)) {
            i++;
        }
        if (i == shared) {
            return Integer.compare(left.length(), right.length());
        }
        // Differing second halves of one pair order as the pairs do.
        return Integer.compare(rank(left, i), rank(right, i));
    }

    /** The code point at or around an index. */
    private static int rank(String text, int at) {
        boolean second =
                Character.isLowSurrogate(text.charAt(at))
                        && at > 0
                        && Character.isHighSurrogate(text.charAt(at - 1));
        return text.codePointAt(second ? at - 1 : at);
    }
}
