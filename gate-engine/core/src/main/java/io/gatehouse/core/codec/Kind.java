package io.gatehouse.core.codec;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;

/** What values are written as. */
enum Kind {
    TEXT,
    DIGEST,
    IDENTIFIER,
    TIME,
    JSON,
    COLLECTION,
    MAP,
    RECORD,
    OTHER,

    /** A declared type that leaves it to the class of the value. */
    ANY;

    /** What values of exactly this class are written as. */
    static Kind ofClass(Class<?> type) {
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

    /**
     * What every value of a declared type is written as. A type that says nothing of its own, such
     * as a sealed interface, can stand for any of the others.
     */
    static Kind ofDeclared(Type type) {
        Type raw = type instanceof ParameterizedType p ? p.getRawType() : type;
        Kind kind = raw instanceof Class<?> known ? ofClass(known) : ANY;
        return kind == OTHER ? ANY : kind;
    }
}
