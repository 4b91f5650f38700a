package io.gatehouse.adapter.risklabs.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the report's constructors demand of their components. */
final class Checks {

    /** Of a name or a version; longer ones are somebody's mistake or an attack on the layout. */
    static final int NAME = 200;

    /** Of a sentence. */
    static final int SENTENCE = 2_000;

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_.-]{0,79}");

    private Checks() {}

    /** A finite number, rounded to the digits that the report carries. */
    static double number(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is not a finite number");
        }
        return Decimals.rounded(value);
    }

    static OptionalDouble number(OptionalDouble value, String name) {
        return value.isPresent()
                ? OptionalDouble.of(number(value.getAsDouble(), name))
                : OptionalDouble.empty();
    }

    static double atLeast(double least, double value, String name) {
        double number = number(value, name);
        require(number >= least, name + " is less than " + least);
        return number;
    }

    static double between(double least, double most, double value, String name) {
        double number = atLeast(least, value, name);
        require(number <= most, name + " is more than " + most);
        return number;
    }

    /** A confidence level or quantile: strictly between 0 and 1. */
    static double level(double value) {
        double number = number(value, "level");
        require(number > 0 && number < 1, "level is not between 0 and 1");
        return number;
    }

    static long count(long value, String name) {
        // beyond this a reader with doubles for numbers would see another one
        require(value >= 0 && value < 1L << 53, name + " is negative or too large");
        return value;
    }

    /** A text that can be shown: not blank, not too long, no control characters. */
    static String text(String value, int longest, String name) {
        require(!value.isBlank(), name + " is blank");
        require(value.length() <= longest, name + " is longer than " + longest);
        // line breaks and escapes could imitate another line of the report
        require(value.codePoints().noneMatch(Checks::isUnshowable), name + " holds controls");
        return value;
    }

    private static boolean isUnshowable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT;
    }

    static String name(String value, String name) {
        return text(value, NAME, name);
    }

    /** A name for programs: lower-case ASCII. */
    static String code(String value, String name) {
        require(CODE.matcher(value).matches(), name + " is not a lower-case name");
        return value;
    }

    static <T> List<T> list(List<T> values, int most, String name) {
        require(values.size() <= most, name + " has more than " + most + " elements");
        return List.copyOf(values);
    }

    static List<Double> numbers(List<Double> values, int most, String name) {
        return list(values, most, name).stream().map(v -> number(v, name)).toList();
    }

    static SortedMap<String, Double> numbers(SortedMap<String, Double> values, String name) {
        require(values.size() <= 100, name + " has more than 100 members");
        SortedMap<String, Double> copy = new TreeMap<>();
        values.forEach((key, value) -> copy.put(code(key, name), number(value, name + " " + key)));
        return Collections.unmodifiableSortedMap(copy);
    }

    static <T, K> void distinct(List<T> values, Function<T, K> key, String name) {
        HashSet<K> seen = new HashSet<>();
        values.forEach(v -> require(seen.add(key.apply(v)), name + " occurs twice"));
    }

    /** Strictly rising times of whole milliseconds. */
    static List<Instant> rising(List<Instant> times, int most, String name) {
        for (int i = 0; i < times.size(); i++) {
            millis(times.get(i), name);
            require(i == 0 || times.get(i).isAfter(times.get(i - 1)), name + " do not rise");
        }
        return list(times, most, name);
    }

    static Instant millis(Instant time, String name) {
        require(time.equals(time.truncatedTo(ChronoUnit.MILLIS)), name + " is finer than 1 ms");
        long year = time.atZone(java.time.ZoneOffset.UTC).getYear();
        require(year >= 1900 && year <= 2999, name + " is of another age");
        return time;
    }

    static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
