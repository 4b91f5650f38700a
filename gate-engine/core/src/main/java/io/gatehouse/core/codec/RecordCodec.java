package io.gatehouse.core.codec;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records to canonical values and back, by their components.
 *
 * <p>Events and states are records; their JSON is their components by name. Times are RFC 3339 in
 * UTC, durations ISO 8601, identifiers and digests text, enums their names; an empty optional is an
 * absent member. Decoding is strict: an unknown or missing member, a wrong type and a value that a
 * constructor refuses are all {@link CodecFault}s, because a journal that is almost understood is
 * not understood. Thread-safe.
 */
public final class RecordCodec {

    /**
     * @param sorted the components in order of their names
     */
    private record Shape(
            List<RecordComponent> components,
            List<RecordComponent> sorted,
            Constructor<?> constructor) {}

    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private RecordCodec() {}

    /** The canonical value of a record. */
    public static JsonObject encode(Record value) {
        TreeMap<String, JsonValue> members = new TreeMap<>();
        for (RecordComponent component : shape(value.getClass()).components()) {
            Object member = read(component, value);
            if (member instanceof Optional<?> optional) {
                if (optional.isPresent()) {
                    members.put(component.getName(), encodeAny(optional.get()));
                }
            } else {
                members.put(component.getName(), encodeAny(member));
            }
        }
        return new JsonObject(members);
    }

    /**
     * The canonical bytes of {@link #encode}, written without making the value: what a state's
     * digest is taken of, once for each event.
     */
    public static byte[] canonicalBytes(Record value) {
        StringBuilder out = new StringBuilder(4096);
        write(value, out, 0);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Record value, StringBuilder out, int depth) {
        CanonicalJson.requireDepth(depth);
        out.append('{');
        boolean first = true;
        for (RecordComponent component : shape(value.getClass()).sorted()) {
            Object member = read(component, value);
            if (member instanceof Optional<?> optional) {
                if (optional.isEmpty()) {
                    continue;
                }
                member = optional.get();
            }
            CanonicalJson.writeName(component.getName(), first, out);
            writeAny(member, out, depth + 1);
            first = false;
        }
        out.append('}');
    }

    private static void writeAny(Object value, StringBuilder out, int depth) {
        if (value instanceof Identifier || value instanceof Digest) {
            CanonicalJson.write(encodeAny(value), out, depth);
        } else if (value instanceof Collection<?> elements) {
            CanonicalJson.requireDepth(depth);
            out.append('[');
            String separator = "";
            for (Object element : elements) {
                out.append(separator);
                writeAny(element, out, depth + 1);
                separator = ",";
            }
            out.append(']');
        } else if (value instanceof SortedMap<?, ?> map) {
            // By the text of the names: the order of an enum's constants is another.
            TreeMap<String, Object> members = new TreeMap<>();
            map.forEach((key, member) -> members.put(keyText(key), member));
            CanonicalJson.requireDepth(depth);
            out.append('{');
            boolean first = true;
            for (Map.Entry<String, Object> member : members.entrySet()) {
                CanonicalJson.writeName(member.getKey(), first, out);
                writeAny(member.getValue(), out, depth + 1);
                first = false;
            }
            out.append('}');
        } else if (value instanceof Record nested && !(value instanceof JsonValue)) {
            write(nested, out, depth);
        } else {
            CanonicalJson.write(encodeAny(value), out, depth);
        }
    }

    /**
     * The record of a value that {@link #encode} made.
     *
     * @throws CodecFault when the value is not exactly of the record's shape
     */
    public static <T extends Record> T decode(JsonObject value, Class<T> type) {
        Shape shape = shape(type);
        Object[] arguments = new Object[shape.components().size()];
        int used = 0;
        for (int i = 0; i < arguments.length; i++) {
            RecordComponent component = shape.components().get(i);
            Optional<JsonValue> member = value.find(component.getName());
            boolean optional = component.getType() == Optional.class;
            if (member.isPresent()) {
                used++;
            } else if (!optional) {
                throw new CodecFault(type.getSimpleName() + " lacks '" + component.getName() + "'");
            }
            String path = type.getSimpleName() + "." + component.getName();
            if (optional) {
                Type inner = argument(component.getGenericType(), 0);
                arguments[i] = member.map(m -> decodeAny(m, inner, path));
            } else {
                arguments[i] = decodeAny(member.orElseThrow(), component.getGenericType(), path);
            }
        }
        if (used != value.members().size()) {
            throw new CodecFault(type.getSimpleName() + " has members that are not its own");
        }
        try {
            return type.cast(shape.constructor().newInstance(arguments));
        } catch (InvocationTargetException e) {
            throw new CodecFault(type.getSimpleName() + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + type.getName(), e);
        }
    }

    private static JsonValue encodeAny(Object value) {
        if (value instanceof JsonValue json) {
            return json;
        }
        if (value instanceof String text) {
            return new JsonString(text);
        }
        if (value instanceof Boolean flag) {
            return JsonBoolean.of(flag);
        }
        if (value instanceof Integer || value instanceof Long) {
            return new JsonInteger(((Number) value).longValue());
        }
        if (value instanceof Identifier id) {
            return new JsonString(id.value());
        }
        if (value instanceof Digest digest) {
            return new JsonString(digest.value());
        }
        if (value instanceof Instant || value instanceof Duration) {
            return new JsonString(value.toString());
        }
        if (value instanceof Enum<?> constant) {
            return new JsonString(constant.name());
        }
        if (value instanceof List<?> list) {
            return new JsonArray(list.stream().map(RecordCodec::encodeAny).toList());
        }
        if (value instanceof SortedSet<?> set) {
            return new JsonArray(set.stream().map(RecordCodec::encodeAny).toList());
        }
        if (value instanceof SortedMap<?, ?> map) {
            TreeMap<String, JsonValue> members = new TreeMap<>();
            map.forEach((key, member) -> members.put(keyText(key), encodeAny(member)));
            return new JsonObject(members);
        }
        if (value instanceof Record nested) {
            return encode(nested);
        }
        throw new IllegalStateException("no codec for " + value);
    }

    private static String keyText(Object key) {
        if (key instanceof Identifier id) {
            return id.value();
        }
        return key instanceof Enum<?> constant ? constant.name() : key.toString();
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
        for (JsonValue element : (JsonArray) value) {
            list.add(decodeAny(element, argument(type, 0), path + "[]"));
        }
        if (raw == SortedSet.class) {
            TreeSet<Object> set = new TreeSet<>(list);
            require(set.size() == list.size(), path, "set without duplicates");
            return set;
        }
        return list;
    }

    private static Object fromText(String text, Class<?> type, String path) {
        try {
            if (type == String.class) {
                return text;
            }
            if (type == Instant.class) {
                Instant time = Instant.parse(text);
                require(time.toString().equals(text), path, "time in canonical form");
                return time;
            }
            if (type == Duration.class) {
                Duration duration = Duration.parse(text);
                require(duration.toString().equals(text), path, "duration in canonical form");
                return duration;
            }
            if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .filter(constant -> ((Enum<?>) constant).name().equals(text))
                        .findFirst()
                        .orElseThrow(
                                () -> new CodecFault(path + ": unknown " + type.getSimpleName()));
            }
            if (isTextRecord(type)) {
                return shape(type).constructor().newInstance(text);
            }
        } catch (DateTimeParseException e) {
            throw new CodecFault(path + ": not a " + type.getSimpleName());
        } catch (InvocationTargetException e) {
            throw new CodecFault(path + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + type.getName(), e);
        }
        throw new IllegalStateException("no codec for " + type.getName());
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

    private static Object read(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Shape shape(Class<?> type) {
        return SHAPES.computeIfAbsent(
                type,
                record -> {
                    RecordComponent[] components = record.getRecordComponents();
                    Class<?>[] types =
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class[]::new);
                    try {
                        Constructor<?> constructor = record.getDeclaredConstructor(types);
                        constructor.setAccessible(true);
                        for (RecordComponent component : components) {
                            component.getAccessor().setAccessible(true);
                        }
                        List<RecordComponent> sorted = new ArrayList<>(List.of(components));
                        sorted.sort(Comparator.comparing(RecordComponent::getName));
                        return new Shape(List.of(components), List.copyOf(sorted), constructor);
                    } catch (NoSuchMethodException e) {
                        throw new IllegalStateException("record without canonical constructor", e);
                    }
                });
    }
}
