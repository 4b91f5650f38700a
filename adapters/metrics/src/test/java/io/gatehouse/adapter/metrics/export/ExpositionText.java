package io.gatehouse.adapter.metrics.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text format of Prometheus read back, strictly, by other code than that which wrote it. */
public record ExpositionText(Map<String, String> types, Map<Line, Double> values) {

    /** A series. */
    public record Line(String name, SortedMap<String, String> labels) {
        Line without(String label) {
            SortedMap<String, String> rest = new TreeMap<>(labels);
            rest.remove(label);
            return new Line(name, rest);
        }
    }

    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) ([a-z]+)");
    private static final Pattern HELP = Pattern.compile("# HELP [a-z_]+ .+");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(?:\\{(.*)})? ([0-9.eE+-]+|\\+Inf|NaN)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"\\\\]*)\"(?:,|$)");

    public static ExpositionText read(byte[] text) {
        Map<String, String> types = new LinkedHashMap<>();
        Map<Line, Double> values = new LinkedHashMap<>();
        for (String line : new String(text, UTF_8).split("\n")) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                if (types.put(type.group(1), type.group(2)) != null) {
                    throw new AssertionError("two types: " + line);
                }
            } else if (sample.matches()) {
                SortedMap<String, String> labels = new TreeMap<>();
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                double value =
                        sample.group(3).equals("+Inf")
                                ? Double.POSITIVE_INFINITY
                                : Double.parseDouble(sample.group(3));
                if (values.put(new Line(sample.group(1), labels), value) != null) {
                    throw new AssertionError("one series twice: " + line);
                }
            } else if (!HELP.matcher(line).matches()) {
                throw new AssertionError("not the text format: " + line);
            }
        }
        return new ExpositionText(types, values);
    }

    double value(String name, String... labels) {
        SortedMap<String, String> all = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        Double value = values.get(new Line(name, all));
        if (value == null) {
            throw new AssertionError("no series " + name + all);
        }
        return value;
    }
}
