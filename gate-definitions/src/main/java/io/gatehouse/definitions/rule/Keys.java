package io.gatehouse.definitions.rule;

import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The public list of keys that was adopted. */
final class Keys {

    /** The last list that could be read. A list never changes: an adopted one is another object. */
    private static volatile Read last = new Read(JsonObject.EMPTY, KeyRing.of(List.of()));

    private record Read(JsonObject list, KeyRing ring) {}

    private Keys() {}

    /** The ring, or empty with a finding: without it nothing signed can be believed. */
    static Optional<KeyRing> ring(Inspection inspection) {
        try {
            return Optional.of(ring(inspection.context().installation().governance().keys()));
        } catch (KeyFaultException | IllegalArgumentException e) {
            inspection.error(
                    "no-key-ring",
                    "keys",
                    "an adopted public list of keys",
                    "none that can be read",
                    "adopt the public list of the key ring");
            return Optional.empty();
        }
    }

    /**
     * The ring of a list, read once for the very same object: each point of each key costs a square
     * root, and every judgement of an entry asks.
     *
     * @throws KeyFaultException when it is no ring; that is not remembered
     */
    @SuppressWarnings("ReferenceEquality") // an equal list is read: only this object is known
    static KeyRing ring(JsonObject list) {
        Read known = last;
        if (known.list() != list || list == JsonObject.EMPTY) {
            known = new Read(list, KeyRing.parse(CanonicalJson.bytes(list)));
            last = known;
        }
        return known.ring();
    }
}
