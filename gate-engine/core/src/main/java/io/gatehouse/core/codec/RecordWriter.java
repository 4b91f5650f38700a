package io.gatehouse.core.codec;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.json.CanonicalWriter;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the canonical bytes of a record without making its value: what a state's digest is taken
 * of, once for each event. Serves one call, by one thread.
 */
final class RecordWriter {

    private final CanonicalWriter out = new CanonicalWriter();
    private final CanonicalParts parts;

    /**
     * @param parts bytes of records within the value that were kept from an earlier time
     */
    RecordWriter(CanonicalParts parts) {
        this.parts = parts;
    }

    byte[] bytes(Record value) {
        write(value, 0);
        return out.toBytes();
    }

    private void write(Record value, int depth) {
        if (!parts.keeps(depth)) {
            writeMembers(value, depth);
            return;
        }
        byte[] known = parts.find(value, depth);
        if (known != null) {
            out.again(known);
            return;
        }
        int from = out.length();
        writeMembers(value, depth);
        parts.keep(value, depth, out.since(from));
    }

    private void writeMembers(Record value, int depth) {
        out.open('{', depth);
        for (RecordShape.Member member : RecordShape.of(value.getClass()).sorted()) {
            Object present = member.present(value);
            if (present != null) {
                out.name(member.label());
                writeAs(member.kind(), present, depth + 1);
            }
        }
        out.mark('}');
    }

    /** Asked once for each class. */
    private static final ClassValue<Kind> KINDS =
            new ClassValue<>() {
                @Override
                protected Kind computeValue(Class<?> type) {
                    return Kind.ofClass(type);
                }
            };

    private void writeAny(Object value, int depth) {
        writeAs(KINDS.get(value.getClass()), value, depth);
    }

    private void writeAs(Kind kind, Object value, int depth) {
        switch (kind) {
            case ANY -> writeAny(value, depth);
            case TEXT -> out.text((String) value);
            case DIGEST -> out.text(((Digest) value).value());
            case IDENTIFIER -> out.text(((Identifier) value).value());
            case TIME -> out.text(InstantText.of((Instant) value));
            case JSON -> out.value((JsonValue) value, depth);
            case COLLECTION -> writeAll((Collection<?>) value, depth);
            case MAP -> writeMap((SortedMap<?, ?>) value, depth);
            case RECORD -> write((Record) value, depth);
            case OTHER -> out.value(RecordCodec.encodeAny(value), depth);
        }
    }

    private void writeAll(Collection<?> elements, int depth) {
        out.open('[', depth);
        for (Object element : elements) {
            out.next();
            writeAny(element, depth + 1);
        }
        out.mark(']');
    }

    private void writeMap(SortedMap<?, ?> map, int depth) {
        out.open('{', depth);
        byText(map)
                .forEach(
                        (key, member) -> {
                            out.name(RecordCodec.keyText(key));
                            writeAny(member, depth + 1);
                        });
        out.mark('}');
    }

    /** In order of the names' texts; that of an enum's constants is another. */
    private static Map<?, ?> byText(SortedMap<?, ?> map) {
        if (map.isEmpty() || !(map.firstKey() instanceof Enum<?>)) {
            return map; // texts and identifiers are in that order already
        }
        TreeMap<String, Object> members = new TreeMap<>();
        map.forEach((key, member) -> members.put(RecordCodec.keyText(key), member));
        return members;
    }
}
