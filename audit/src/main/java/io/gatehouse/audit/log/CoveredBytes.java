package io.gatehouse.audit.log;

import io.gatehouse.audit.json.CanonicalReader;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

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

    /** In parts, one after another. */
    byte[][] ofRole(String role) {
        return new byte[][] {(PREFIX + role + "\n").getBytes(StandardCharsets.UTF_8), decided};
    }

    byte[] ofOuter() {
        return outer;
    }
}
