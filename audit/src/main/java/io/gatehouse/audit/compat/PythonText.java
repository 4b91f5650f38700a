package io.gatehouse.audit.compat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How Python handles text and compares values, where Java differs. */
final class PythonText {

    private static final Pattern INTEGER = Pattern.compile("([+-]?)([0-9]+(?:_[0-9]+)*)");
    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");
    private static final Set<String> FALSE = Set.of("0", "false", "no", "off");

    private PythonText() {}

    /** Without white space at both ends. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** White space of {@code str.strip}: Unicode's, and the separators U+001C to U+001F. */
    private static boolean isSpace(char c) {
        return (c >= 0x09 && c <= 0x0d)
                || (c >= 0x1c && c <= 0x20)
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    /** Bytes without ASCII white space at both ends. */
    static byte[] strip(byte[] bytes) {
        int from = 0;
        int to = bytes.length;
        while (from < to && isSpace(bytes[from])) {
            from++;
        }
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        byte[] out = new byte[to - from];
        System.arraycopy(bytes, from, out, 0, out.length);
        return out;
    }

    private static boolean isSpace(byte b) {
        return (b >= 0x09 && b <= 0x0d) || b == 0x20;
    }

    static String normal(String text) {
        return strip(text).toLowerCase(Locale.ROOT);
    }

    /** For comparison without case; unlike a mere lower case, it makes ss of the sharp s. */
    static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** A severity, lower-case; empty for what is no text or blank. */
    static Optional<String> severity(CompatValue value) {
        return value instanceof CompatValue.Text text
                ? Optional.of(normal(text.value())).filter(s -> !s.isEmpty())
                : Optional.empty();
    }

    static Optional<Boolean> bool(String text) {
        String word = normal(text);
        return TRUE.contains(word)
                ? Optional.of(true)
                : FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** As {@code int(text)} reads it, for ASCII digits. */
    static Optional<BigInteger> integer(String text) {
        var matcher = INTEGER.matcher(strip(text));
        if (!matcher.matches() || matcher.group(2).length() > CompatJson.MAX_DIGITS) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(matcher.group(2).replace("_", ""));
        return Optional.of(matcher.group(1).equals("-") ? value.negate() : value);
    }

    /** As {@code float(text)} reads it, without underscores. */
    static Optional<Double> real(String text) {
        String word = strip(text);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Optional.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default ->
                    word.matches("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
                            ? Optional.of(Double.parseDouble(word))
                            : Optional.empty();
        };
    }

    /** What {@code int(value)} makes of a value that is neither a boolean nor null. */
    static Optional<BigInteger> integer(CompatValue value) throws CompatFailure {
        if (value instanceof CompatValue.Int integer) {
            return Optional.of(integer.value());
        }
        if (value instanceof CompatValue.Bool bool) {
            return Optional.of(bool.value() ? BigInteger.ONE : BigInteger.ZERO);
        }
        if (value instanceof CompatValue.Text text) {
            return integer(text.value());
        }
        if (value instanceof CompatValue.Real real && !Double.isNaN(real.value())) {
            if (Double.isInfinite(real.value())) {
                throw new CompatFailure(CompatReason.OUT_OF_RANGE, "an infinite number");
            }
            return Optional.of(new BigDecimal(real.value()).toBigInteger());
        }
        return Optional.empty();
    }

    /** A list of scopes or the like, as {@code str} writes its members. */
    static List<String> words(CompatValue.Items items, boolean onlyText) {
        List<String> words = new ArrayList<>();
        for (CompatValue value : items.values()) {
            if (value instanceof CompatValue.Text text) {
                words.add(text.value());
            } else if (!onlyText) {
                words.add(word(value));
            }
        }
        return words;
    }

    /** A scalar as {@code str} writes it; containers as a text that equals no scope. */
    static String word(CompatValue value) {
        if (value instanceof CompatValue.Text text) {
            return text.value();
        }
        if (value instanceof CompatValue.Bool bool) {
            return bool.value() ? "True" : "False";
        }
        if (value instanceof CompatValue.Int integer) {
            return integer.value().toString();
        }
        if (value instanceof CompatValue.Real real) {
            return ShortestDouble.text(real.value())
                    .replace("Infinity", "inf")
                    .replace("NaN", "nan");
        }
        return value.isNull() ? "None" : "[...]";
    }

    /** Equality of values: numbers and booleans by what they are worth. */
    static boolean equal(CompatValue left, CompatValue right) {
        if (left instanceof CompatValue.Items a && right instanceof CompatValue.Items b) {
            boolean same = a.values().size() == b.values().size();
            for (int i = 0; same && i < a.values().size(); i++) {
                same = equal(a.values().get(i), b.values().get(i));
            }
            return same;
        }
        if (left instanceof CompatValue.Dict a && right instanceof CompatValue.Dict b) {
            boolean same = a.members().keySet().equals(b.members().keySet());
            for (Map.Entry<String, CompatValue> entry : a.members().entrySet()) {
                same = same && equal(entry.getValue(), b.get(entry.getKey()));
            }
            return same;
        }
        Optional<BigDecimal> a = finite(left);
        Optional<BigDecimal> b = finite(right);
        if (a.isPresent() && b.isPresent()) {
            return a.get().compareTo(b.get()) == 0;
        }
        if (left instanceof CompatValue.Real x && right instanceof CompatValue.Real y) {
            return x.value() == y.value(); // infinities; NaN equals nothing
        }
        return left.equals(right);
    }

    private static Optional<BigDecimal> finite(CompatValue value) {
        if (value instanceof CompatValue.Bool bool) {
            return Optional.of(BigDecimal.valueOf(bool.value() ? 1 : 0));
        }
        if (value instanceof CompatValue.Int integer) {
            return Optional.of(new BigDecimal(integer.value()));
        }
        return value instanceof CompatValue.Real real && Double.isFinite(real.value())
                ? Optional.of(new BigDecimal(real.value()))
                : Optional.empty();
    }
}
