package io.gatehouse.adapter.risklabs.compat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values as Python's {@code json.dumps(indent=2, sort_keys=True, ensure_ascii=False)}. Pure. */
final class PythonJson {

    private PythonJson() {}

    /** Maps, lists, texts, booleans, integers and doubles. */
    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        print(value, 0, out);
        return out.toString();
    }

    private static void print(Object value, int depth, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth, out);
        } else if (value instanceof List<?> list) {
            array(list, depth, out);
        } else if (value instanceof Double number) {
            out.append(number(number));
        } else if (value instanceof String string) {
            string(string, out);
        } else {
            out.append(value);
        }
    }

    private static void object(Map<?, ?> map, int depth, StringBuilder out) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put((String) name, value));
        out.append('{');
        Iterator<Map.Entry<String, Object>> rest = sorted.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<String, Object> member = rest.next();
            line(depth + 1, out);
            string(member.getKey(), out);
            out.append(": ");
            print(member.getValue(), depth + 1, out);
            out.append(rest.hasNext() ? "," : "");
        }
        line(depth, out);
        out.append('}');
    }

    private static void array(List<?> list, int depth, StringBuilder out) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            out.append(i == 0 ? "" : ",");
            line(depth + 1, out);
            print(list.get(i), depth + 1, out);
        }
        line(depth, out);
        out.append(']');
    }

    private static void line(int depth, StringBuilder out) {
        out.append('\n').append("  ".repeat(depth));
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < 0x20) {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /**
     * The shortest decimal that reads back as the same double; not {@link Double#toString}, whose
     * text differs between Java runtimes.
     */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(Math.abs(value));
        BigDecimal shortest = exact;
        for (int digits = 17; digits >= 1; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() != Math.abs(value)) {
                break;
            }
            shortest = rounded;
        }
        return (value < 0 ? "-" : "") + layout(shortest.stripTrailingZeros());
    }

    private static String layout(BigDecimal decimal) {
        String digits = decimal.unscaledValue().toString();
        int point = digits.length() - decimal.scale();
        if (point > 16 || point < -3) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            int exponent = point - 1;
            String figures = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
            return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + figures;
        }
        String plain = decimal.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
