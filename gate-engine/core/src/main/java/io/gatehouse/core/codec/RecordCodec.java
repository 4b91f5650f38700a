package io.gatehouse.core.codec;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.json.CanonicalWriter;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
     * One component of a record.
     *
     * @param label the name as it is written
     * @param type of the value, within its optional where it has one
     * @param path for messages
     */
    private record Member(
            String name, byte[] label, boolean optional, Type type, String path, Method getter) {}

    /**
     * @param sorted the members in order of their names
     */
    private record Shape(
            List<Member> members, List<Member> sorted, String name, Constructor<?> constructor) {}

    /** Kept with the classes, and forgotten with them. */
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return shapeOf(type);
                }
            };

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

    private RecordCodec() {}

    /** The canonical value of a record. */
    public static JsonObject encode(Record value) {
        List<Member> sorted = SHAPES.get(value.getClass()).sorted();
        String[] names = new String[sorted.size()];
        JsonValue[] values = new JsonValue[sorted.size()];
        int count = 0;
        for (Member member : sorted) {
            Object present = present(member, value);
            if (present != null) {
                names[count] = member.name();
                values[count++] = encodeAny(present);
            }
        }
        return JsonObject.ofRising(names, values, count);
    }

    /** The value of a member; null for an absent one, which has none. */
    private static Object present(Member member, Record value) {
        Object read = read(member, value);
        return member.optional()
                ? ((Optional<?>) read).orElse(null)
                : Objects.requireNonNull(read, member.path());
    }

    /**
     * The canonical bytes of {@link #encode}, written without making the value: what a state's
     * digest is taken of, once for each event.
     */
    public static byte[] canonicalBytes(Record value) {
        return canonicalBytes(value, CanonicalParts.NONE);
    }

    /**
     * The same bytes, with those of records within the value taken from where they were kept.
     *
     * @param parts of the states of one owner, which alone uses them
     */
    public static byte[] canonicalBytes(Record value, CanonicalParts parts) {
        CanonicalWriter out = new CanonicalWriter();
        write(value, out, 0, parts);
        return out.toBytes();
    }

    private static void write(Record value, CanonicalWriter out, int depth, CanonicalParts parts) {
        if (!parts.keeps(depth)) {
            writeMembers(value, out, depth, parts);
            return;
        }
        byte[] known = parts.find(value, depth);
        if (known != null) {
            out.again(known);
            return;
        }
        int from = out.length();
        writeMembers(value, out, depth, parts);
        parts.keep(value, depth, out.since(from));
    }

    private static void writeMembers(
            Record value, CanonicalWriter out, int depth, CanonicalParts parts) {
        out.open('{', depth);
        for (Member member : SHAPES.get(value.getClass()).sorted()) {
            Object present = present(member, value);
            if (present != null) {
                out.name(member.label());
                writeAny(present, out, depth + 1, parts);
            }
        }
        out.mark('}');
    }

    /** What a class of values is written as; asked once for each class. */
    private enum Kind {
        TEXT,
        DIGEST,
        IDENTIFIER,
        TIME,
        JSON,
        COLLECTION,
        MAP,
        RECORD,
        OTHER;

        private static Kind of(Class<?> type) {
            if (type == String.class) {
                return TEXT;
            }
            if (type == Digest.class) {
                return DIGEST;
            }
            if (type == Instant.class) {
                return TIME;
            }
            if (Identifier.class.isAssignableFrom(type)) {
                return IDENTIFIER;
            }
            if (JsonValue.class.isAssignableFrom(type)) {
                return JSON;
            }
            if (Collection.class.isAssignableFrom(type)) {
                return COLLECTION;
            }
            if (SortedMap.class.isAssignableFrom(type)) {
                return MAP;
            }
            return type.isRecord() ? RECORD : OTHER;
        }
    }

    private static final ClassValue<Kind> KINDS =
            new ClassValue<>() {
                @Override
                protected Kind computeValue(Class<?> type) {
                    return Kind.of(type);
                }
            };

    private static void writeAny(
            Object value, CanonicalWriter out, int depth, CanonicalParts parts) {
        switch (KINDS.get(value.getClass())) {
            case TEXT -> out.text((String) value);
            case DIGEST -> out.text(((Digest) value).value());
            case IDENTIFIER -> out.text(((Identifier) value).value());
            case TIME -> out.text(InstantText.of((Instant) value));
            case JSON -> out.value((JsonValue) value, depth);
            case COLLECTION -> writeAll((Collection<?>) value, out, depth, parts);
            case MAP -> writeMap((SortedMap<?, ?>) value, out, depth, parts);
            case RECORD -> write((Record) value, out, depth, parts);
            case OTHER -> out.value(encodeAny(value), depth);
        }
    }

    private static void writeAll(
            Collection<?> elements, CanonicalWriter out, int depth, CanonicalParts parts) {
        out.open('[', depth);
        for (Object element : elements) {
            out.next();
            writeAny(element, out, depth + 1, parts);
        }
        out.mark(']');
    }

    private static void writeMap(
            SortedMap<?, ?> map, CanonicalWriter out, int depth, CanonicalParts parts) {
        out.open('{', depth);
        byText(map)
                .forEach(
                        (key, member) -> {
                            out.name(keyText(key));
                            writeAny(member, out, depth + 1, parts);
                        });
        out.mark('}');
    }

    /** In order of the names' texts; that of an enum's constants is another. */
    private static Map<?, ?> byText(SortedMap<?, ?> map) {
        if (map.isEmpty() || !(map.firstKey() instanceof Enum<?>)) {
            return map; // texts and identifiers are in that order already
        }
        TreeMap<String, Object> members = new TreeMap<>();
        map.forEach((key, member) -> members.put(keyText(key), member));
        return members;
    }

    /**
     * The record of a value that {@link #encode} made.
     *
     * @throws CodecFault when the value is not exactly of the record's shape
     */
    public static <T extends Record> T decode(JsonObject value, Class<T> type) {
        Shape shape = SHAPES.get(type);
        Object[] arguments = new Object[shape.members().size()];
        int used = 0;
        for (int i = 0; i < arguments.length; i++) {
            Member member = shape.members().get(i);
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
        return type.cast(construct(shape, shape.name(), arguments));
    }

    /** What a constructor refuses is a fault of the value. */
    private static Object construct(Shape shape, String path, Object... arguments) {
        try {
            return shape.constructor().newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new CodecFault(path + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + shape.name(), e);
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
        if (value instanceof Instant time) {
            return new JsonString(InstantText.of(time));
        }
        if (value instanceof Duration) {
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
            return construct(SHAPES.get(type), path, text);
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

    private static Object read(Member member, Record value) {
        try {
            return member.getter().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + member.path(), e);
        }
    }

    private static Shape shapeOf(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            List<Member> members = new ArrayList<>();
            for (RecordComponent component : components) {
                members.add(memberOf(type, component));
            }
            List<Member> sorted = new ArrayList<>(members);
            sorted.sort(Comparator.comparing(Member::name));
            return new Shape(
                    List.copyOf(members), List.copyOf(sorted), type.getSimpleName(), constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record without canonical constructor", e);
        }
    }

    private static Member memberOf(Class<?> type, RecordComponent component) {
        component.getAccessor().setAccessible(true);
        boolean optional = component.getType() == Optional.class;
        return new Member(
                component.getName(),
                CanonicalWriter.label(component.getName()),
                optional,
                optional ? argument(component.getGenericType(), 0) : component.getGenericType(),
                type.getSimpleName() + "." + component.getName(),
                component.getAccessor());
    }
}
