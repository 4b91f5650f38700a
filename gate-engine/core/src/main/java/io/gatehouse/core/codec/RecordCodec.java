package io.gatehouse.core.codec;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

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

    private RecordCodec() {}

    /** The canonical value of a record. */
    public static JsonObject encode(Record value) {
        List<RecordShape.Member> sorted = RecordShape.of(value.getClass()).sorted();
        String[] names = new String[sorted.size()];
        JsonValue[] values = new JsonValue[sorted.size()];
        int count = 0;
        for (RecordShape.Member member : sorted) {
            Object present = member.present(value);
            if (present != null) {
                names[count] = member.name();
                values[count++] = encodeAny(present);
            }
        }
        return JsonObject.ofRising(names, values, 0, count);
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
        return new RecordWriter(parts).bytes(value);
    }

    /**
     * The record of a value that {@link #encode} made.
     *
     * @throws CodecFault when the value is not exactly of the record's shape
     */
    public static <T extends Record> T decode(JsonObject value, Class<T> type) {
        return RecordDecoder.decode(value, type);
    }

    /** The value of a component. */
    static JsonValue encodeAny(Object value) {
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

    /** The name under which a member of a map is written. */
    static String keyText(Object key) {
        if (key instanceof Identifier id) {
            return id.value();
        }
        return key instanceof Enum<?> constant ? constant.name() : key.toString();
    }
}
