package io.gatehouse.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a query; values only ever become parameters, never text of the statement. */
final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /**
     * @param condition our own text, with one {@code ?}
     */
    Conditions and(String condition, Object value) {
        conditions.add(condition);
        values.add(value);
        return this;
    }

    /** Only when there is a value. */
    Conditions and(String condition, Optional<?> value) {
        value.ifPresent(present -> and(condition, (Object) present));
        return this;
    }

    String sql() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    List<Object> values() {
        return List.copyOf(values);
    }
}
