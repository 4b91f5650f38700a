package io.gatehouse.core.codec;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads records from canonical values, strictly; see {@link RecordCodec}. Thread-safe. */
final class RecordDecoder {

    private static final ClassValue<Map<String, Object>> CONSTANTS =
            new ClassValue<>() {
                @Override
                protected Map<String, Object> computeValue(Class<?> type) {
                    return Arrays.stream(type.getEnumConstants())
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            constant -> ((Enum<?>) constant).name(), c -> c));
                }
            };

    private RecordDecoder() {}

    static <T extends Record> T decode(JsonObject value, Class<T> type) {
        RecordShape shape = RecordShape.of(type);
        Object[] arguments = new Object[shape.members().size()];
        int used = 0;
        for (int i = 0; i < arguments.length; i++) {
            RecordShape.Member member = shape.members().get(i);
            JsonValue found = value.members().get(member.name());
            if (found != null) {
                used++;
            } else if (!member.optional()) {
                throw new CodecFault(shape.name() + " lacks '" + member.name() + "'");
            }
            Object decoded = found == null ? null : decodeAny(found, member.type(), member.path());
            arguments[i] = member.optional() ? Optional.ofNullable(decoded) : decoded;
        }
        if (used != value.members().size()) {
            throw new CodecFault(shape.name() + " has members that are not its own");
        }
        return type.cast(shape.construct(shape.name(), arguments));
    }

    private static Object decodeAny(JsonValue value, Type type, String path) {
        if (type instanceof ParameterizedType parameterized) {
            return decodeCollection(value, parameterized, path);
        }
        Class<?> raw = (Class<?>) type;
        if (JsonValue.class.isAssignableFrom(raw)) {
            require(raw.isInstance(value), path, raw.getSimpleName());
            return value;
        }
        if (raw == boolean.class) {
            require(value instanceof JsonBoolean, path, "boolean");
            return ((JsonBoolean) value).value();
        }
        if (raw == long.class) {
            require(value instanceof JsonInteger, path, "integer");
            return ((JsonInteger) value).value();
        }
        if (raw == int.class) {
            require(
                    value instanceof JsonInteger i && i.value() == (int) i.value(),
                    path,
                    "integer");
            return (int) ((JsonInteger) value).value();
        }
        if (raw.isRecord() && !isTextRecord(raw)) {
            require(value instanceof JsonObject, path, "object");
            return decode((JsonObject) value, raw.asSubclass(Record.class));
        }
        require(value instanceof JsonString, path, "text");
        return fromText(((JsonString) value).value(), raw, path);
    }

    private static Object decodeCollection(JsonValue value, ParameterizedType type, String path) {
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == SortedMap.class) {
            require(value instanceof JsonObject, path, "object");
            TreeMap<Object, Object> map = new TreeMap<>();
            ((JsonObject) value)
                    .members()
                    .forEach(
                            (key, member) ->
                                    map.put(
                                            fromText(key, (Class<?>) argument(type, 0), path),
                                            decodeAny(
                                                    member, argument(type, 1), path + "." + key)));
            return map;
        }
        require(value instanceof JsonArray, path, "array");
        List<Object> list = new ArrayList<>();
        Type inner = argument(type, 0);
        String at = path + "[]";
        for (JsonValue element : (JsonArray) value) {
            list.add(decodeAny(element, inner, at));
        }
        if (raw == SortedSet.class) {
            TreeSet<Object> set = new TreeSet<>(list);
            require(set.size() == list.size(), path, "set without duplicates");
            return set;
        }
        return list;
    }

    private static Object fromText(String text, Class<?> type, String path) {
        if (type == String.class) {
            return text;
        }
        if (type == Instant.class) {
            return InstantText.parse(text)
                    .orElseThrow(() -> new CodecFault(path + ": not an Instant in canonical form"));
        }
        if (type == Duration.class) {
            return duration(text, path);
        }
        if (type.isEnum()) {
            Object constant = CONSTANTS.get(type).get(text);
            if (constant == null) {
                throw new CodecFault(path + ": unknown " + type.getSimpleName());
            }
            return constant;
        }
        if (isTextRecord(type)) {
            return RecordShape.of(type).construct(path, text);
        }
        throw new IllegalStateException("no codec for " + type.getName());
    }

    private static Duration duration(String text, String path) {
        try {
            Duration duration = Duration.parse(text);
            require(duration.toString().equals(text), path, "duration in canonical form");
            return duration;
        } catch (DateTimeParseException e) {
            throw new CodecFault(path + ": not a Duration");
        }
    }

    private static boolean isTextRecord(Class<?> type) {
        return Identifier.class.isAssignableFrom(type) || type == Digest.class;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static void require(boolean condition, String path, String expected) {
        if (!condition) {
            throw new CodecFault(path + ": expected " + expected);
        }
    }
}
