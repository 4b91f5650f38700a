package io.gatehouse.adapter.ci;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A report that a machine signed.
 *
 * <p>The file is {@code {"payload":{...},"signature":{"algorithm":"Ed25519","key_id":...,
 * "value":...}}}; the signature is over {@link SignatureDomain#CI} and the canonical bytes of the
 * payload. The form is the one that the rules {@code ci-run} and {@code pull-request} judge; they
 * also judge the key and the content, which this class does not.
 *
 * @param signed the payload as it was signed
 * @param signature base64url, 64 bytes
 */
public record CiReport(CiPayload payload, JsonObject signed, KeyId key, String signature) {

    /** Greatest size of a file in bytes. */
    public static final int LARGEST = 256 * 1024;

    private static final String RULE = "ci-report";
    private static final String ALGORITHM = "Ed25519";
    private static final String AGAIN =
            "get the report again from where it was made; do not edit it";

    /** Signs a payload. */
    public static CiReport sign(CiPayload payload, KeyId key, Ed25519Signer signer) {
        JsonObject json = payload.toJson();
        return new CiReport(
                payload, json, key, DomainSignature.sign(signer, SignatureDomain.CI, json));
    }

    /** Reads a file's bytes; the signature is not yet checked. */
    public static CiReading read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return refused("too-large", "at most " + LARGEST + " bytes", "more");
        }
        try {
            JsonObject file = StrictJson.readSigned(bytes).objectOrThrow();
            return new CiReading.Parsed(of(file));
        } catch (JsonFaultException e) {
            return refused("not-json", "one JSON object", e.fault().toString());
        } catch (IllegalArgumentException e) {
            return refused("malformed", "a signed report", e.getMessage());
        }
    }

    private static CiReport of(JsonObject file) {
        JsonObject payload = file.object("payload").orElse(JsonObject.EMPTY);
        JsonObject signature = file.object("signature").orElse(JsonObject.EMPTY);
        // What stands outside the payload is not signed.
        if (!file.names().equals(Set.of("payload", "signature"))
                || !signature.names().equals(Set.of("algorithm", "key_id", "value"))
                || !signature.text("algorithm").equals(Optional.of(ALGORITHM))) {
            throw new IllegalArgumentException(
                    "the members are not exactly a payload and an Ed25519 signature");
        }
        return new CiReport(
                PayloadReader.read(payload),
                payload,
                new KeyId(signature.text("key_id").orElse("")),
                signature.text("value").orElse(""));
    }

    /** Why the signature does not hold under that key; empty when it does. */
    public Optional<Finding> verify(KeyId id, Ed25519PublicKey publicKey) {
        if (!key.equals(id)) {
            return Optional.of(finding("other-key", "key " + id, "key " + key));
        }
        return DomainSignature.verify(publicKey, SignatureDomain.CI, signed, signature)
                ? Optional.empty()
                : Optional.of(
                        finding("bad-signature", "a signature of key " + id, "it does not verify"));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("payload", signed)
                .put(
                        "signature",
                        JsonObject.builder()
                                .put("algorithm", ALGORITHM)
                                .put("key_id", key.value())
                                .put("value", signature)
                                .build())
                .build();
    }

    /** Canonical bytes and a line feed. */
    public byte[] fileBytes() {
        return (CanonicalJson.text(toJson()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the file durably; an older one of that name is replaced whole. */
    public void write(Path file) throws IOException {
        DurableFiles.replace(file, fileBytes());
    }

    private static CiReading refused(String code, String expected, String observed) {
        return new CiReading.Refused(finding(code, expected, observed));
    }

    private static Finding finding(String code, String expected, String observed) {
        return Finding.of(RULE, code, "report", expected, observed, AGAIN);
    }
}
