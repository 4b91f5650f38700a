package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.core.json.CanonicalWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A JSON object in the making: sorted names, and values that may have fractions, which signed
 * values may not. Absent values leave their member out. Confined to one thread.
 */
final class JsonTree {

    private final SortedMap<String, Object> members = new TreeMap<>();

    JsonTree put(String name, String value) {
        return set(name, value);
    }

    JsonTree put(String name, boolean value) {
        return set(name, value);
    }

    JsonTree put(String name, long value) {
        return set(name, value);
    }

    JsonTree put(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is not a finite number");
        }
        return set(name, value);
    }

    JsonTree put(String name, OptionalDouble value) {
        return value.isPresent() ? put(name, value.getAsDouble()) : this;
    }

    JsonTree put(String name, Instant value) {
        return set(name, value.toString());
    }

    JsonTree put(String name, JsonTree value) {
        return set(name, value);
    }

    JsonTree put(String name, Optional<JsonTree> value) {
        return value.isPresent() ? set(name, value.get()) : this;
    }

    JsonTree put(String name, SortedMap<String, ?> values) {
        JsonTree tree = new JsonTree();
        values.forEach(tree::set);
        return set(name, tree);
    }

    /** Numbers and texts: they stand on one line. */
    JsonTree scalars(String name, List<?> values) {
        return set(name, List.copyOf(values));
    }

    <T> JsonTree objects(String name, List<T> values, Function<T, JsonTree> form) {
        return set(name, values.stream().map(form).toList());
    }

    private JsonTree set(String name, Object value) {
        if (members.put(name, value) != null) {
            throw new IllegalStateException("member written twice: " + name);
        }
        return this;
    }

    /** The document: two blanks of indentation for each level, one line feed at its end. */
    byte[] bytes() {
        CanonicalWriter out = new CanonicalWriter();
        write(out, this, 0);
        out.mark('\n');
        return out.toBytes();
    }

    private static void write(CanonicalWriter out, Object value, int depth) {
        if (value instanceof JsonTree tree) {
            block(out, '{', tree.members.entrySet(), '}', depth);
        } else if (value instanceof List<?> list) {
            if (list.stream().anyMatch(JsonTree.class::isInstance)) {
                block(out, '[', list, ']', depth);
            } else {
                line(out, list);
            }
        } else {
            scalar(out, value);
        }
    }

    private static void block(
            CanonicalWriter out, char open, Collection<?> values, char close, int depth) {
        out.open(open, depth);
        boolean first = true;
        for (Object value : values) {
            if (!first) {
                out.mark(',');
            }
            first = false;
            lineFeed(out, depth + 1);
            if (value instanceof Map.Entry<?, ?> member) {
                out.text((String) member.getKey());
                ascii(out, ": ");
                write(out, member.getValue(), depth + 1);
            } else {
                write(out, value, depth + 1);
            }
        }
        if (!first) {
            lineFeed(out, depth);
        }
        out.mark(close);
    }

    private static void line(CanonicalWriter out, List<?> values) {
        out.mark('[');
        for (int i = 0; i < values.size(); i++) {
            ascii(out, i == 0 ? "" : ", ");
            scalar(out, values.get(i));
        }
        out.mark(']');
    }

    private static void scalar(CanonicalWriter out, Object value) {
        if (value instanceof String text) {
            out.text(text);
        } else if (value instanceof Long number) {
            out.number(number);
        } else if (value instanceof Boolean flag) {
            out.flag(flag);
        } else if (value instanceof Double number) {
            ascii(out, Decimals.text(number));
        } else {
            throw new IllegalStateException("no form for " + value.getClass());
        }
    }

    private static void lineFeed(CanonicalWriter out, int depth) {
        ascii(out, "\n" + "  ".repeat(depth));
    }

    private static void ascii(CanonicalWriter out, String text) {
        for (int i = 0; i < text.length(); i++) {
            out.mark(text.charAt(i));
        }
    }
}
