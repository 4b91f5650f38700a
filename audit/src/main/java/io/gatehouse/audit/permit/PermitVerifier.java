package io.gatehouse.audit.permit;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes of a permit file to a verified permit.
 *
 * <p>A permit is one object in canonical form (RFC 8785), with or without one line feed behind it,
 * signed with Ed25519 under {@link SignatureDomain#PERMIT} over its canonical bytes without {@code
 * signature}. Stateless and thread-safe.
 */
public final class PermitVerifier {

    /** Greatest size of a permit file in bytes. */
    public static final int LARGEST = 64 * 1024;

    private static final String RULE = "permit";
    private static final String RENEW = "ask for a permit again; do not mend the file by hand";

    private PermitVerifier() {}

    public static PermitReading verify(byte[] bytes, Ed25519PublicKey engine) {
        if (bytes.length > LARGEST) {
            return refused("too-large", "at most " + LARGEST + " bytes", "more");
        }
        JsonReading reading = StrictJson.readSigned(bytes);
        if (reading instanceof JsonReading.Refused refused) {
            return refused("not-json", "one JSON object", refused.fault().toString());
        }
        if (!(reading.orThrow() instanceof JsonObject document)) {
            return refused("not-json", "one JSON object", "another kind of value");
        }
        // Another spelling of the same value would let two readers disagree about what was signed.
        if (!isCanonical(bytes, document)) {
            return refused(
                    "not-canonical", "the canonical form", "another spelling of the same value");
        }
        Permit permit;
        try {
            permit = PermitReader.read(document);
        } catch (IllegalArgumentException e) {
            return refused("malformed", "the members of a permit", e.getMessage());
        }
        String signature =
                document.object(PermitReader.SIGNATURE).orElseThrow().requireText("value");
        if (!DomainSignature.verify(
                engine,
                SignatureDomain.PERMIT,
                document.without(PermitReader.SIGNATURE),
                signature)) {
            return refused(
                    "bad-signature", "a signature of the engine's key", "it does not verify");
        }
        return new PermitReading.Verified(permit);
    }

    /** Adds the engine's signature to a permit's other members. */
    public static JsonObject sign(JsonObject unsigned, KeyId key, Ed25519Signer engine) {
        JsonObject body = unsigned.without(PermitReader.SIGNATURE);
        return body.with(
                PermitReader.SIGNATURE,
                JsonObject.builder()
                        .put("algorithm", PermitReader.ALGORITHM)
                        .put("key_id", key.value())
                        .put("value", DomainSignature.sign(engine, SignatureDomain.PERMIT, body))
                        .build());
    }

    private static boolean isCanonical(byte[] bytes, JsonObject document) {
        byte[] canonical = CanonicalJson.bytes(document);
        boolean lineFeed = bytes.length == canonical.length + 1 && bytes[bytes.length - 1] == '\n';
        return Arrays.equals(canonical, lineFeed ? Arrays.copyOf(bytes, canonical.length) : bytes);
    }

    private static PermitReading refused(String code, String expected, String observed) {
        return new PermitReading.Refused(
                List.of(Finding.of(RULE, code, "permit file", expected, observed, RENEW)));
    }
}
