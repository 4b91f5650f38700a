package io.gatehouse.configuration.alerts;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric that the live router exports.
 *
 * @param name as Prometheus shows it; of a histogram without {@code _bucket}
 * @param labels each with the values it can have; none listed means those of the configuration
 * @param low least value; of a histogram, of an observation
 * @param high greatest value, of a histogram of an observation; infinite when there is none
 * @param bounds upper bounds of a histogram's buckets without {@code +Inf}, rising
 */
public record Metric(
        String name,
        Kind kind,
        String help,
        SortedMap<String, Set<String>> labels,
        double low,
        double high,
        List<Double> bounds) {

    /** What it counts or shows. */
    public enum Kind {
        /** Only rises, but for a restart. */
        COUNTER,
        GAUGE,
        HISTOGRAM,
        /** Quantiles by the label {@code quantile}, computed where they were observed. */
        SUMMARY
    }

    public Metric {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        bounds = List.copyOf(bounds);
    }

    static Metric counter(String name, String help, String... labels) {
        return new Metric(
                name, Kind.COUNTER, help, free(labels), 0, Double.POSITIVE_INFINITY, List.of());
    }

    static Metric gauge(String name, String help, double high, String... labels) {
        return new Metric(name, Kind.GAUGE, help, free(labels), 0, high, List.of());
    }

    static Metric histogram(
            String name, String help, double high, List<Double> bounds, String... labels) {
        return new Metric(name, Kind.HISTOGRAM, help, free(labels), 0, high, bounds);
    }

    static Metric summary(String name, String help, String... labels) {
        return new Metric(
                name, Kind.SUMMARY, help, free(labels), 0, Double.POSITIVE_INFINITY, List.of());
    }

    /** The same with a label that has these values and no other. */
    Metric with(String label, Set<String> values) {
        SortedMap<String, Set<String>> more = new TreeMap<>(labels);
        more.put(label, Set.copyOf(values));
        return new Metric(name, kind, help, more, low, high, bounds);
    }

    private static SortedMap<String, Set<String>> free(String... labels) {
        SortedMap<String, Set<String>> free = new TreeMap<>();
        for (String label : labels) {
            free.put(label, Set.of());
        }
        return free;
    }
}
