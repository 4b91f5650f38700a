package io.gatehouse.core.event;

import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.codec.KindNames;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.json.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Events to their journal form and back.
 *
 * <p>The type's name is the record's in upper case with underscores ({@code ENTRY_SEALED}); an
 * unknown type or version is a {@link CodecFault}, never a guess.
 */
public final class EventCodec {

    /** The version of every shape so far. */
    public static final int VERSION = 1;

    private static final SortedMap<String, Class<? extends Record>> TYPES = types();

    private EventCodec() {}

    private static SortedMap<String, Class<? extends Record>> types() {
        TreeMap<String, Class<? extends Record>> types = new TreeMap<>();
        Arrays.stream(Event.class.getPermittedSubclasses())
                .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                .forEach(type -> types.put(nameOf(type), type.asSubclass(Record.class)));
        return Collections.unmodifiableSortedMap(types);
    }

    private static String nameOf(Class<?> type) {
        return KindNames.of(type);
    }

    /** All types by name. */
    public static SortedMap<String, Class<? extends Record>> allTypes() {
        return TYPES;
    }

    public static String typeOf(Event event) {
        return nameOf(event.getClass());
    }

    public static JsonObject encode(Event event) {
        return RecordCodec.encode((Record) event);
    }

    /**
     * The event of a journal record.
     *
     * @throws CodecFault when type or version is unknown or the data is not of its shape
     */
    public static Event decode(String type, int version, JsonObject data) {
        Class<? extends Record> shape = TYPES.get(type);
        if (shape == null || version != VERSION) {
            throw new CodecFault("unknown event " + type + " version " + version);
        }
        return (Event) RecordCodec.decode(data, shape);
    }
}
