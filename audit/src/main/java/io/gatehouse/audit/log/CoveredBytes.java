package io.gatehouse.audit.log;

import io.gatehouse.audit.json.CanonicalReader;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the codes of one line cover (ADR 0005): for a role the line without {@code signatures},
 * {@code signature} and {@code log}, behind a prefix that names the role; for the outer code the
 * line without {@code signature}.
 */
final class CoveredBytes {

    private static final String PREFIX = "gatehouse/decision/v2\n";

    private final byte[] decided;
    private final byte[] outer;

    private CoveredBytes(byte[] decided, byte[] outer) {
        this.decided = decided;
        this.outer = outer;
    }

    /** By printing the entry in its canonical form. */
    static CoveredBytes printed(JsonObject entry) {
        return new CoveredBytes(
                CanonicalJson.bytes(entry.without(DecisionLine.SEALING)),
                CanonicalJson.bytes(entry.without("signature")));
    }

    /** By cutting them out of the canonical line that the reader read last, which is this entry. */
    static CoveredBytes cut(JsonObject entry, CanonicalReader reader) {
        return new CoveredBytes(
                reader.without(entry, DecisionLine.SEALING), reader.without(entry, "signature"));
    }

    byte[] ofRole(String role) {
        byte[] prefix = (PREFIX + role + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + decided.length);
        System.arraycopy(decided, 0, bytes, prefix.length, decided.length);
        return bytes;
    }

    byte[] ofOuter() {
        return outer;
    }
}
