package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The members of one object, read strictly: what is missing, of another type or not known is an
 * {@link IllegalArgumentException} that names the member.
 */
final class Fields {

    private static final String INTEGER = "0|-?[1-9][0-9]{0,18}";

    private final JsonObject object;

    Fields(JsonObject object, Set<String> members) {
        if (!object.names().equals(members)) {
            throw new IllegalArgumentException("other members than " + sorted(members));
        }
        this.object = object;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    String text(String name) {
        return object.text(name).orElseThrow(() -> wrong(name, "a text"));
    }

    /** A long, written as a decimal text since JSON readers keep only 53 bits. */
    long number(String name) {
        String text = text(name);
        if (!text.matches(INTEGER)) {
            throw wrong(name, "an integer");
        }
        return Long.parseLong(text);
    }

    int small(String name) {
        return object.integer(name)
                .filter(value -> value >= 0 && value <= 1_000)
                .map(Long::intValue)
                .orElseThrow(() -> wrong(name, "a small integer"));
    }

    boolean flag(String name) {
        return object.flag(name).orElseThrow(() -> wrong(name, "true or false"));
    }

    Instant time(String name) {
        String text = text(name);
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (java.time.DateTimeException e) {
            throw wrong(name, "a time in UTC");
        }
        if (!time.toString().equals(text)) {
            throw wrong(name, "a time as it is written");
        }
        return time;
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw wrong(name, "one of the known words");
    }

    JsonObject object(String name) {
        return object.object(name).orElseThrow(() -> wrong(name, "an object"));
    }

    List<String> texts(String name) {
        if (!(object.find(name).orElseThrow() instanceof io.gatehouse.core.json.JsonArray array)) {
            throw wrong(name, "a list");
        }
        return array.values().stream().map(value -> element(name, value)).toList();
    }

    private static String element(String name, JsonValue value) {
        if (value instanceof JsonString text) {
            return text.value();
        }
        throw wrong(name, "a list of texts");
    }

    private static IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException("'" + name + "' is not " + expected);
    }
}
