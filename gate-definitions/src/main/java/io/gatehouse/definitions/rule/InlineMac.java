package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonProfile;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.util.Optional;

/**
 * The signature that some tools put inside a line of theirs: a {@link ToolCode} with HMAC-SHA256
 * over the canonical bytes of the line without it.
 *
 * <p>The line is read once more in the signed profile. What that profile refuses (a number with a
 * fraction or beyond 2^53, a member name outside ASCII) has no canonical form on which the tool and
 * this rule agree, so that nobody could say what was signed: a finding, never a pass. The tools
 * that sign so write whole numbers and English names.
 */
final class InlineMac {

    private static final String MEMBER = "signature";
    private static final String ALGORITHM = "HMAC-SHA256";

    private InlineMac() {}

    /**
     * Demands a right signature on a line; a finding where there is none.
     *
     * @param bytes the line as it stands in the file
     * @param purpose of the key: {@code dry-run}
     * @param demanded whether a line without any signature is refused; one that is there is checked
     *     in any case
     */
    static void judge(ReportPart line, byte[] bytes, String purpose, boolean demanded) {
        Inspection inspection = line.inspection();
        String subject = line.at(MEMBER);
        if (!line.object().has(MEMBER)) {
            if (demanded) {
                // whoever may write the file could otherwise drop the signature and change the rest
                line.refuse(
                        "unsigned",
                        MEMBER,
                        ALGORITHM + " with a key of purpose evidence:" + purpose,
                        "none");
            }
            return;
        }
        Optional<JsonObject> signable = signable(bytes);
        if (signable.isEmpty()) {
            inspection.error(
                    "not-signable",
                    subject,
                    "whole numbers up to 2^53-1 and ASCII names, which have one canonical form",
                    "a line without one",
                    "make the file again with the tool that makes it");
            return;
        }
        JsonObject whole = signable.get();
        ToolCode.of(inspection, subject, whole.object(MEMBER).orElse(JsonObject.EMPTY), ALGORITHM)
                .ifPresent(
                        code ->
                                code.isValid(
                                        inspection,
                                        subject,
                                        whole.without(MEMBER),
                                        purpose,
                                        inspection.context().asOf()));
    }

    private static Optional<JsonObject> signable(byte[] bytes) {
        return StrictJson.read(bytes, JsonProfile.SIGNED) instanceof JsonReading.Parsed parsed
                        && parsed.value() instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
    }
}
