package io.gatehouse.definitions.rule;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The envelope of the existing tools: {@code {"payload":{...},"signature":{"algorithm":
 * "HMAC-SHA384","key_id":optional,"value":base64}}}, the code over the canonical bytes of the
 * payload.
 *
 * <p>It must have been read in the signed profile: there a number cannot pass for the text that was
 * signed.
 */
record CodedEnvelope(JsonObject payload, Optional<String> keyId, Content code) {

    private static final String ALGORITHM = "HMAC-SHA384";
    private static final Set<String> MEMBERS = Set.of("payload", "signature");
    private static final Set<String> WITHOUT_KEY = Set.of("algorithm", "value");
    private static final Set<String> WITH_KEY = Set.of("algorithm", "key_id", "value");

    /** The envelope, or empty with a finding. */
    static Optional<CodedEnvelope> of(Inspection inspection, String subject, JsonObject envelope) {
        Optional<JsonObject> payload = envelope.object("payload");
        JsonObject signature = envelope.object("signature").orElse(JsonObject.EMPTY);
        boolean formed =
                envelope.names().equals(MEMBERS)
                        && (signature.names().equals(WITHOUT_KEY)
                                || signature.names().equals(WITH_KEY));
        Optional<byte[]> code = signature.text("value").flatMap(Base64Text::decodeStandard);
        if (!formed || payload.isEmpty() || code.isEmpty()) {
            // what stands beside the payload is not coded, and somebody might read it
            inspection.malformed(
                    subject,
                    "exactly 'payload' and 'signature' with algorithm, value in base64 and at most"
                            + " a key_id",
                    "another form");
            return Optional.empty();
        }
        if (!signature.text("algorithm").orElse("").equals(ALGORITHM)) {
            inspection.fail(
                    "other-algorithm",
                    subject,
                    ALGORITHM,
                    Shown.value(signature.find("algorithm")),
                    "make the file again with the tool that makes it");
            return Optional.empty();
        }
        if (signature.has("key_id") && signature.text("key_id").isEmpty()) {
            inspection.malformed(subject, "a key_id that is text", "another kind");
            return Optional.empty();
        }
        return Optional.of(
                new CodedEnvelope(payload.get(), signature.text("key_id"), Content.of(code.get())));
    }

    /**
     * Whether the code is valid; a finding where not.
     *
     * @param purpose of the key: {@code bundle}, {@code licence}
     * @param at when the key must stand usable
     */
    boolean isValid(Inspection inspection, String subject, String purpose, Instant at) {
        MacAnswer answer =
                inspection
                        .context()
                        .macs()
                        .verify(
                                new MacClaim(
                                        purpose,
                                        keyId,
                                        ALGORITHM,
                                        CanonicalJson.bytes(payload),
                                        code.bytes(),
                                        at));
        String key =
                keyId.map(id -> "key " + Shown.text(id)).orElse("the key of evidence:" + purpose);
        switch (answer) {
            case VALID -> {
                return true;
            }
            case INVALID ->
                    inspection.fail(
                            "bad-code",
                            subject,
                            "the code of " + key + " over the payload",
                            "another",
                            "get the file again from where it was made; do not edit it");
            case UNKNOWN_KEY ->
                    inspection.fail(
                            "unknown-key",
                            subject,
                            "one adopted key of purpose evidence:" + purpose,
                            keyId.isPresent() ? key + " is none" : "none or several, and no key_id",
                            "import the tool's key with 'gatehouse key import' and adopt it");
            case KEY_NOT_USABLE ->
                    inspection.fail(
                            "key-not-usable",
                            subject,
                            "a key that may be used at " + at + " with " + ALGORITHM,
                            key + " may not",
                            "make the file again with a key that is in force");
            case UNAVAILABLE ->
                    inspection.error(
                            "code-not-checked",
                            subject,
                            "a code that can be checked here",
                            "the secret of " + key + " is not at hand",
                            "run this where the key's secret can be read");
        }
        return false;
    }
}
