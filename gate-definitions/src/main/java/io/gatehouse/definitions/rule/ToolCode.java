package io.gatehouse.definitions.rule;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The member {@code signature} of the existing tools: {@code {"algorithm","key_id":optional,"value"
 * in base64}}, a code over the canonical bytes of some value.
 *
 * <p>What it codes must have been read in the signed profile: there a number cannot pass for the
 * text that was signed.
 */
record ToolCode(String algorithm, Optional<String> keyId, Content code) {

    private static final Set<String> WITHOUT_KEY = Set.of("algorithm", "value");
    private static final Set<String> WITH_KEY = Set.of("algorithm", "key_id", "value");

    /** The signature, or empty with a finding. */
    static Optional<ToolCode> of(
            Inspection inspection, String subject, JsonObject signature, String algorithm) {
        Optional<byte[]> code = signature.text("value").flatMap(Base64Text::decodeStandard);
        boolean formed =
                signature.names().equals(WITHOUT_KEY) || signature.names().equals(WITH_KEY);
        if (!formed || code.isEmpty()) {
            inspection.malformed(
                    subject,
                    "a signature of algorithm, value in base64 and at most a key_id",
                    "another form");
            return Optional.empty();
        }
        // the file must not choose with what it is checked
        if (!signature.text("algorithm").orElse("").equals(algorithm)) {
            inspection.fail(
                    "other-algorithm",
                    subject,
                    algorithm,
                    Shown.value(signature.find("algorithm")),
                    "make the file again with the tool that makes it");
            return Optional.empty();
        }
        if (signature.has("key_id") && signature.text("key_id").isEmpty()) {
            inspection.malformed(subject, "a key_id that is text", "another kind");
            return Optional.empty();
        }
        return Optional.of(
                new ToolCode(algorithm, signature.text("key_id"), Content.of(code.get())));
    }

    /**
     * Whether the code is valid; a finding where not.
     *
     * @param coded what the code is about
     * @param purpose of the key: {@code bundle}, {@code licence}, {@code dry-run}
     * @param at when the key must stand usable
     */
    boolean isValid(
            Inspection inspection, String subject, JsonObject coded, String purpose, Instant at) {
        return isValid(inspection, subject, coded, List.of(purpose), at);
    }

    /**
     * As the other method, where keys of several purposes may have made the code: the first purpose
     * that has the key answers.
     *
     * @param purposes one or more, without the prefix of the key ring
     */
    boolean isValid(
            Inspection inspection,
            String subject,
            JsonObject coded,
            List<String> purposes,
            Instant at) {
        MacAnswer answer = MacAnswer.UNKNOWN_KEY;
        String purpose = "";
        for (int i = 0; i < purposes.size() && answer == MacAnswer.UNKNOWN_KEY; i++) {
            purpose = purposes.get(i);
            answer = ask(inspection, coded, purpose, at);
        }
        boolean unknown = answer == MacAnswer.UNKNOWN_KEY;
        String asked = unknown ? String.join(" or evidence:", purposes) : purpose;
        return settle(inspection, subject, asked, at, answer);
    }

    private MacAnswer ask(Inspection inspection, JsonObject coded, String purpose, Instant at) {
        byte[] message = CanonicalJson.bytes(coded);
        MacClaim claim = new MacClaim(purpose, keyId, algorithm, message, code.bytes(), at);
        return inspection.context().macs().verify(claim);
    }

    private boolean settle(
            Inspection inspection, String subject, String purpose, Instant at, MacAnswer answer) {
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
                            "the code of " + key + " over what it codes",
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
                            "a key that may be used at " + at + " with " + algorithm,
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
