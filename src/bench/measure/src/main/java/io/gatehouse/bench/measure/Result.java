package io.gatehouse.bench.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a program measured, as one line that the harness reads: {@code RESULT name=value ...}.
 * Values bear no blanks.
 */
public record Result(Map<String, String> values) {

    private static final String MARK = "RESULT ";

    public Result {
        values = new LinkedHashMap<>(values);
    }

    /** A result without values. */
    public static Result named(String name) {
        return new Result(Map.of("name", name));
    }

    /** A copy with one value more. */
    public Result with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(
                name,
                value instanceof Double number
                        ? String.format(Locale.ROOT, "%.3f", number)
                        : String.valueOf(value));
        return new Result(more);
    }

    /** A value as a number; not a number when it is absent. */
    public double number(String name) {
        return Double.parseDouble(values.getOrDefault(name, "NaN"));
    }

    /** Prints the line. */
    public void print() {
        StringBuilder line = new StringBuilder(MARK);
        values.forEach((name, value) -> line.append(name).append('=').append(value).append(' '));
        System.out.println(line.toString().trim());
    }

    /** Whether a line is one of these. */
    public static boolean isResult(String line) {
        return line.startsWith(MARK);
    }

    /** The values of a line. */
    public static Result parse(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : line.substring(MARK.length()).split(" ", -1)) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Result(values);
    }
}
