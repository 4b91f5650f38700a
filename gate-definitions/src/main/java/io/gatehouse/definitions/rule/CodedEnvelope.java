package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The envelope of the existing tools: {@code {"payload":{...},"signature":{...}}}, a {@link
 * ToolCode} with HMAC-SHA384 over the canonical bytes of the payload.
 *
 * <p>It must have been read in the signed profile.
 */
record CodedEnvelope(JsonObject payload, ToolCode code) {

    /** No single document of the tools has more. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final String ALGORITHM = "HMAC-SHA384";
    private static final Set<String> MEMBERS = Set.of("payload", "signature");

    /** A whole file as an envelope, or empty with a finding. */
    static Optional<CodedEnvelope> read(Inspection inspection, Observation file) {
        String path = file.item().path();
        byte[] bytes = file.content().orElseThrow().bytes();
        if (bytes.length > MAX_BYTES) {
            inspection.malformed(path, "at most " + MAX_BYTES + " bytes", bytes.length + " bytes");
            return Optional.empty();
        }
        try {
            return of(inspection, path, StrictJson.readSigned(bytes).objectOrThrow());
        } catch (JsonFaultException e) {
            inspection.malformed(path, "a signature envelope", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The envelope, or empty with a finding. */
    static Optional<CodedEnvelope> of(Inspection inspection, String subject, JsonObject envelope) {
        Optional<JsonObject> payload = envelope.object("payload");
        Optional<JsonObject> signature = envelope.object("signature");
        if (!envelope.names().equals(MEMBERS) || payload.isEmpty() || signature.isEmpty()) {
            // what stands beside the payload is not coded, and somebody might read it
            inspection.malformed(
                    subject, "exactly the objects 'payload' and 'signature'", "another form");
            return Optional.empty();
        }
        return ToolCode.of(inspection, subject, signature.get(), ALGORITHM)
                .map(code -> new CodedEnvelope(payload.get(), code));
    }

    /** Whether the code is valid; a finding where not. See {@link ToolCode#isValid}. */
    boolean isValid(Inspection inspection, String subject, String purpose, Instant at) {
        return code.isValid(inspection, subject, payload, purpose, at);
    }

    /** As above, where keys of several purposes may have made the code. */
    boolean isValid(Inspection inspection, String subject, List<String> purposes, Instant at) {
        return code.isValid(inspection, subject, payload, purposes, at);
    }

    /** Whether both say the same under the same code; white space of the files aside. */
    boolean isSame(CodedEnvelope other) {
        return payload.equals(other.payload)
                && code.keyId().equals(other.code.keyId())
                && Arrays.equals(code.code().bytes(), other.code.code().bytes());
    }
}
