package io.gatehouse.audit.json;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;

/** The outcome of reading some bytes: a value, or the first fault that was met. */
public sealed interface JsonReading {

    /** The bytes are one value of the demanded profile. */
    record Parsed(JsonValue value) implements JsonReading {}

    /** The bytes are refused. */
    record Refused(JsonFault fault) implements JsonReading {}

    /**
     * The value.
     *
     * @throws JsonFaultException when the bytes were refused
     */
    default JsonValue orThrow() {
        if (this instanceof Parsed parsed) {
            return parsed.value();
        }
        throw new JsonFaultException(((Refused) this).fault());
    }

    /**
     * The value, which must be an object.
     *
     * @throws JsonFaultException when the bytes were refused or are another kind of value
     */
    default JsonObject objectOrThrow() {
        if (orThrow() instanceof JsonObject object) {
            return object;
        }
        throw new JsonFaultException(
                new JsonFault(JsonFault.Kind.SYNTAX, 0, "the value is not an object"));
    }
}
