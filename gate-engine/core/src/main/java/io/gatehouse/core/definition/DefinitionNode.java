package io.gatehouse.core.definition;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An object of a definition with its place, so that every fault can say where it is.
 *
 * <p>Reads strictly: each reading method throws {@link IllegalArgumentException} with the place,
 * such as {@code steps[2].accept[0]}, where a member is missing or of another type.
 *
 * @param place empty for the definition itself
 */
record DefinitionNode(String place, JsonObject value) {

    /** Whole days, hours, minutes and seconds: one spelling less is one misreading less. */
    private static final Pattern DURATION =
            Pattern.compile(
                    "P([0-9]{1,5}D)?(T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,6}M)?([0-9]{1,8}S)?)?");

    /** A promotion that rests longer than this says nothing about today. */
    private static final Duration LONGEST = Duration.ofDays(366);

    static DefinitionNode of(String place, JsonValue value) {
        if (value instanceof JsonObject object) {
            return new DefinitionNode(place, object);
        }
        throw new IllegalArgumentException(place + ": is not an object");
    }

    private static <T> List<T> elements(
            String place, JsonValue value, BiFunction<String, JsonValue, T> reader) {
        if (!(value instanceof JsonArray array)) {
            throw new IllegalArgumentException(place + ": is not a list");
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            all.add(reader.apply(place + "[" + i + "]", array.get(i)));
        }
        return all;
    }

    static <T> List<T> objectsIn(
            String place, JsonValue value, Function<DefinitionNode, T> reader) {
        return elements(place, value, (inner, element) -> reader.apply(of(inner, element)));
    }

    /** A misspelt member would otherwise be a demand that nobody makes. */
    void allow(Set<String> known) {
        for (String name : value.names()) {
            if (!known.contains(name)) {
                throw fault(name, "is not a known member");
            }
        }
    }

    String at(String name) {
        if (name.isEmpty()) {
            return place.isEmpty() ? "definition" : place;
        }
        return place.isEmpty() ? name : place + "." + name;
    }

    IllegalArgumentException fault(String name, String problem) {
        return new IllegalArgumentException(at(name) + ": " + problem);
    }

    Supplier<IllegalArgumentException> missing(String name) {
        return () -> fault(name, "is missing");
    }

    JsonValue require(String name) {
        return value.find(name).orElseThrow(missing(name));
    }

    String text(String name) {
        if (require(name) instanceof JsonString text && !text.value().isBlank()) {
            return text.value();
        }
        throw fault(name, "is not text");
    }

    <T> T named(String name, Function<String, T> reader) {
        String text = text(name);
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(at(name) + ": " + e.getMessage(), e);
        }
    }

    <T> Optional<T> maybe(String name, Function<String, T> reader) {
        return value.has(name) ? Optional.of(named(name, reader)) : Optional.empty();
    }

    Optional<Duration> duration(String name) {
        return maybe(name, DefinitionNode::positive);
    }

    private static Duration positive(String text) {
        if (!DURATION.matcher(text).matches() || text.equals("P")) {
            throw new IllegalArgumentException("is not an ISO 8601 duration such as PT20M or P14D");
        }
        Duration duration = Duration.parse(text);
        if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is not between PT0S and P366D");
        }
        return duration;
    }

    int count(String name, int least) {
        if (!value.has(name)) {
            return 1;
        }
        long count = value.integer(name).orElseThrow(() -> fault(name, "is not a whole number"));
        if (count < least || count > 1_000) {
            throw fault(name, "is not between " + least + " and 1000");
        }
        return (int) count;
    }

    boolean flag(String name) {
        return value.has(name)
                && value.flag(name).orElseThrow(() -> fault(name, "is not true or false"));
    }

    DefinitionNode object(String name) {
        return of(at(name), require(name));
    }

    Optional<DefinitionNode> objectIfPresent(String name) {
        return value.has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    <T> List<T> each(String name, BiFunction<String, JsonValue, T> reader) {
        return elements(at(name), require(name), reader);
    }

    <T> List<T> objects(String name, Function<DefinitionNode, T> reader) {
        return objectsIn(at(name), require(name), reader);
    }

    <T> List<T> objectsIfPresent(String name, Function<DefinitionNode, T> reader) {
        return value.has(name) ? objects(name, reader) : List.of();
    }

    /** Runs a constructor and adds the place to its complaint, once. */
    <T> T build(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            boolean placed = place.isEmpty() || message.startsWith(place);
            throw placed ? e : new IllegalArgumentException(place + ": " + message, e);
        }
    }
}
