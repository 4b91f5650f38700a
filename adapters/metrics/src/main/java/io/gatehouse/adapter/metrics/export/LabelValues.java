package io.gatehouse.adapter.metrics.export;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The values that labels can have: those of the configuration, and {@value #OTHER}. Bounded, so
 * that no order can make a new series.
 */
public record LabelValues(
        SortedSet<String> exchanges,
        SortedSet<String> symbols,
        SortedSet<String> portfolios,
        SortedSet<String> routes) {

    /** What stands for every value that is not listed. */
    public static final String OTHER = "other";

    /**
     * Most combinations of exchange, symbol, portfolio and route: with fifteen series of a
     * histogram each, they fit into what the alert evaluator keeps.
     */
    public static final int MAX_COMBINATIONS = 3_000;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

    /**
     * @throws IllegalArgumentException for a value of another form, or too many combinations
     */
    public LabelValues {
        exchanges = checked(exchanges);
        symbols = checked(symbols);
        portfolios = checked(portfolios);
        routes = checked(routes);
        long combinations = 1;
        for (Set<String> values : java.util.List.of(exchanges, symbols, portfolios, routes)) {
            combinations *= values.size() + 1L;
            if (combinations > MAX_COMBINATIONS) {
                throw new IllegalArgumentException(
                        "more than " + MAX_COMBINATIONS + " combinations of labels");
            }
        }
    }

    public static LabelValues of(
            Set<String> exchanges,
            Set<String> symbols,
            Set<String> portfolios,
            Set<String> routes) {
        return new LabelValues(
                new TreeSet<>(exchanges),
                new TreeSet<>(symbols),
                new TreeSet<>(portfolios),
                new TreeSet<>(routes));
    }

    private static SortedSet<String> checked(SortedSet<String> values) {
        for (String value : values) {
            if (!FORM.matcher(value).matches() || value.equals(OTHER)) {
                throw new IllegalArgumentException("a label value of another form");
            }
        }
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}
