package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The envelope of the existing tools: {@code {"payload":{...},"signature":{...}}}, a {@link
 * ToolCode} with HMAC-SHA384 over the canonical bytes of the payload.
 *
 * <p>It must have been read in the signed profile.
 */
record CodedEnvelope(JsonObject payload, ToolCode code) {

    private static final String ALGORITHM = "HMAC-SHA384";
    private static final Set<String> MEMBERS = Set.of("payload", "signature");

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
}
