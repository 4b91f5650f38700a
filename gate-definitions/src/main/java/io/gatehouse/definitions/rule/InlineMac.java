package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonProfile;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The signature that some tools put inside a line or report of theirs: a {@link ToolCode} over the
 * canonical bytes of the line without it, with HMAC-SHA256 where the existing tools sign.
 *
 * <p>The line is read once more in the signed profile. What that profile refuses (a number with a
 * fraction or beyond 2^53, a member name outside ASCII) has no canonical form on which the tool and
 * this rule agree, so that nobody could say what was signed: a finding, never a pass. The tools
 * that sign so write whole numbers and English names.
 */
final class InlineMac {

    private static final String MEMBER = "signature";
    private static final String TOOLS = "HMAC-SHA256";

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
        List<Instant> now = List.of(line.inspection().context().asOf());
        judge(line, bytes, new Demand(purpose, TOOLS, demanded, now));
    }

    /**
     * What is asked of a signature.
     *
     * @param purpose of the key, without the prefix of the key ring
     * @param demanded whether a line without any signature is refused
     * @param times at all of which the key must be in force
     */
    record Demand(String purpose, String algorithm, boolean demanded, List<Instant> times) {

        Demand {
            times = List.copyOf(times);
            if (times.isEmpty()) {
                throw new IllegalArgumentException("a key must be in force at some time");
            }
        }
    }

    /** As the other method, with all of what is asked. */
    static void judge(ReportPart line, byte[] bytes, Demand demand) {
        Inspection inspection = line.inspection();
        String subject = line.at(MEMBER);
        if (!line.object().has(MEMBER)) {
            if (demand.demanded()) {
                // whoever may write the file could otherwise drop the signature and change the rest
                line.refuse(
                        "unsigned",
                        MEMBER,
                        demand.algorithm() + " with a key of purpose evidence:" + demand.purpose(),
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
        JsonObject signature = whole.object(MEMBER).orElse(JsonObject.EMPTY);
        ToolCode.of(inspection, subject, signature, demand.algorithm())
                .ifPresent(code -> isValid(inspection, subject, whole, code, demand));
    }

    /** The first time at which the key is not in force says enough. */
    private static boolean isValid(
            Inspection inspection, String subject, JsonObject whole, ToolCode code, Demand demand) {
        JsonObject coded = whole.without(MEMBER);
        return demand.times().stream()
                .allMatch(at -> code.isValid(inspection, subject, coded, demand.purpose(), at));
    }

    private static Optional<JsonObject> signable(byte[] bytes) {
        return StrictJson.read(bytes, JsonProfile.SIGNED) instanceof JsonReading.Parsed parsed
                        && parsed.value() instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
    }
}
