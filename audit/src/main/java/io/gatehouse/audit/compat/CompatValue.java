package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value as the existing tools read it: with reals, integers of any size and text that need not be
 * Unicode.
 *
 * <p>Not visible outside the package, and not a {@code JsonValue}: what was read so leniently must
 * have no way to a guard. Immutable.
 */
sealed interface CompatValue {

    record Null() implements CompatValue {}

    record Bool(boolean value) implements CompatValue {}

    record Int(BigInteger value) implements CompatValue {}

    record Real(double value) implements CompatValue {}

    /** Text; may hold lone surrogates. */
    record Text(String value) implements CompatValue {}

    record Items(List<CompatValue> values) implements CompatValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Members in the order in which their names first occurred. */
    record Dict(Map<String, CompatValue> members) implements CompatValue {

        /** The empty object. */
        static final Dict EMPTY = new Dict(Map.of());

        public Dict {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        Optional<CompatValue> find(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member; JSON null when it is absent, as those tools see it. */
        CompatValue get(String name) {
            return members.getOrDefault(name, new Null());
        }

        Optional<String> text(String name) {
            return get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
        }

        Optional<Dict> dict(String name) {
            return get(name) instanceof Dict dict ? Optional.of(dict) : Optional.empty();
        }

        Dict without(String name) {
            Map<String, CompatValue> rest = new LinkedHashMap<>(members);
            rest.remove(name);
            return new Dict(rest);
        }

        Dict with(String name, CompatValue value) {
            Map<String, CompatValue> more = new LinkedHashMap<>(members);
            more.put(name, value);
            return new Dict(more);
        }
    }

    static CompatValue of(long value) {
        return new Int(BigInteger.valueOf(value));
    }

    static CompatValue of(String value) {
        return new Text(value);
    }

    /** Whether the value counts as true: not null, false, zero or empty. */
    default boolean isTruthy() {
        if (this instanceof Bool bool) {
            return bool.value();
        }
        if (this instanceof Int integer) {
            return integer.value().signum() != 0;
        }
        if (this instanceof Real real) {
            return real.value() != 0.0;
        }
        if (this instanceof Text text) {
            return !text.value().isEmpty();
        }
        if (this instanceof Items items) {
            return !items.values().isEmpty();
        }
        return this instanceof Dict dict && !dict.members().isEmpty();
    }

    /** Whether it is null, which is also what an absent member looks like. */
    default boolean isNull() {
        return this instanceof Null;
    }
}
