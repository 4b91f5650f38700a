package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The signature that some tools put inside a line of theirs: {@code {"algorithm", "value",
 * "key_id"}}, an HMAC over the line without it. It is optional; only its form is looked at here.
 *
 * <p>Whether the HMAC is right needs a secret and the tool's own canonical bytes. Nothing is
 * claimed about it.
 */
record InlineMac(String algorithm, Optional<String> keyId, String value, JsonObject signed) {

    private static final String MEMBER = "signature";
    private static final Map<String, Integer> LENGTHS =
            Map.of("HMAC-SHA256", 32, "HMAC-SHA384", 48);

    /** Refuses a signature that cannot be one. */
    static void judge(ReportPart line) {
        if (line.states(MEMBER) && read(line.object()).isEmpty()) {
            line.refuse(
                    "signature-malformed",
                    MEMBER,
                    "algorithm HMAC-SHA256 or HMAC-SHA384 and a value of its length, or none",
                    "something else");
        }
    }

    /** The signature of a line, where it has one of the known form. */
    static Optional<InlineMac> read(JsonObject line) {
        Optional<JsonObject> signature = line.object(MEMBER);
        Optional<Integer> length = signature.flatMap(s -> s.text("algorithm")).map(LENGTHS::get);
        Optional<byte[]> mac = signature.flatMap(s -> s.text("value")).flatMap(InlineMac::decode);
        Optional<JsonValue> key = signature.flatMap(s -> s.find("key_id"));
        Optional<String> keyId = signature.flatMap(s -> s.text("key_id"));
        boolean known =
                length.isPresent()
                        && mac.filter(m -> m.length == length.get()).isPresent()
                        && key.isPresent() == keyId.isPresent();
        return known
                ? Optional.of(
                        new InlineMac(
                                signature.get().requireText("algorithm"),
                                keyId,
                                signature.get().requireText("value"),
                                line.without(MEMBER)))
                : Optional.empty();
    }

    private static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // one spelling: trailing bits that a lenient decoder drops are not ours to ignore
            return Base64.getEncoder().encodeToString(bytes).equals(text)
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
