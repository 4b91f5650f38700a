package io.gatehouse.adapter.metrics.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Values by labels. Confined to one thread. */
final class Vector {

    private final Map<Labels, Double> values = new LinkedHashMap<>();

    void put(Labels labels, double value) {
        values.put(labels, value);
    }

    Map<Labels, Double> values() {
        return values;
    }

    void forEach(BiConsumer<Labels, Double> action) {
        values.forEach(action);
    }

    Vector map(DoubleUnaryOperator function) {
        Vector result = new Vector();
        values.forEach((labels, value) -> result.put(labels, function.applyAsDouble(value)));
        return result;
    }

    Vector filter(DoublePredicate predicate) {
        Vector result = new Vector();
        values.forEach(
                (labels, value) -> {
                    if (predicate.test(value)) {
                        result.put(labels, value);
                    }
                });
        return result;
    }

    /** Where both have the labels. */
    Vector zip(Vector other, DoubleBinaryOperator function) {
        Vector result = new Vector();
        values.forEach(
                (labels, value) -> {
                    Double theirs = other.values.get(labels);
                    if (theirs != null) {
                        result.put(labels, function.applyAsDouble(value, theirs));
                    }
                });
        return result;
    }

    /** What is in the other too, or what is not. */
    Vector among(Vector other, boolean present) {
        Vector result = new Vector();
        values.forEach(
                (labels, value) -> {
                    if (other.values.containsKey(labels) == present) {
                        result.put(labels, value);
                    }
                });
        return result;
    }

    /** All of this and what the other has besides. */
    Vector or(Vector other) {
        Vector result = new Vector();
        result.values.putAll(other.values);
        result.values.putAll(values);
        return result;
    }

    Map<Labels, Vector> groups(Function<Labels, Labels> group) {
        Map<Labels, Vector> groups = new LinkedHashMap<>();
        values.forEach(
                (labels, value) ->
                        groups.computeIfAbsent(group.apply(labels), g -> new Vector())
                                .put(labels, value));
        return groups;
    }
}
