package io.gatehouse.adapter.metrics.alert;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The labels of a series without its name, sorted. Immutable. */
public record Labels(SortedMap<String, String> values) {

    public static final Labels NONE = new Labels(new TreeMap<>());

    public Labels {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The value of a label; empty text when it is missing, as in Prometheus. */
    String get(String label) {
        return values.getOrDefault(label, "");
    }

    Labels keeping(SortedSet<String> names) {
        SortedMap<String, String> kept = new TreeMap<>(values);
        kept.keySet().retainAll(names);
        return new Labels(kept);
    }

    Labels without(String name) {
        SortedMap<String, String> rest = new TreeMap<>(values);
        rest.remove(name);
        return new Labels(rest);
    }
}
