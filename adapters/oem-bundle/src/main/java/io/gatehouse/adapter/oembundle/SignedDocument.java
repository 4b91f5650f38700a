package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * A document of the existing tools: {@code {"payload":{...},"signature":{"algorithm","key_id",
 * "value"}}}, the value being HMAC-SHA384 over the canonical payload in base64.
 */
record SignedDocument(JsonObject payload, Optional<String> keyId, Content code) {

    private static final Set<String> MEMBERS = Set.of("payload", "signature");
    private static final Set<String> WITHOUT_KEY = Set.of("algorithm", "value");
    private static final Set<String> WITH_KEY = Set.of("algorithm", "key_id", "value");

    /** Signs a payload; the bytes of the file. */
    static byte[] sign(JsonObject payload, BundleKey key) {
        return IndentedJson.line(
                JsonObject.builder()
                        .put("payload", payload)
                        .put(
                                "signature",
                                JsonObject.builder()
                                        .put("algorithm", BundleKey.ALGORITHM)
                                        .put("key_id", key.id())
                                        .put("value", Base64Text.encodeStandard(key.code(payload)))
                                        .build())
                        .build());
    }

    /** The payload of a file's signature. */
    static JsonObject payload(String path, String sha384) {
        return JsonObject.builder().put("path", path).put("sha384", sha384).build();
    }

    /** Reads a document, or empty with a finding. */
    static Optional<SignedDocument> read(String path, byte[] bytes, FindingList findings) {
        JsonObject document;
        try {
            document = StrictJson.readSigned(bytes).objectOrThrow();
        } catch (JsonFaultException e) {
            findings.add(
                    BundleCode.SIGNATURE_MALFORMED,
                    path,
                    "one JSON object",
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        Optional<JsonObject> payload = document.object("payload");
        JsonObject signature = document.object("signature").orElse(JsonObject.EMPTY);
        Optional<byte[]> code = signature.text("value").flatMap(Base64Text::decodeStandard);
        boolean formed =
                signature.names().equals(WITHOUT_KEY)
                        || (signature.names().equals(WITH_KEY)
                                && signature.text("key_id").isPresent());
        if (!document.names().equals(MEMBERS) || payload.isEmpty() || !formed || code.isEmpty()) {
            findings.add(
                    BundleCode.SIGNATURE_MALFORMED,
                    path,
                    "payload and signature of algorithm, key_id and value in base64",
                    "another form");
            return Optional.empty();
        }
        if (!signature.text("algorithm").equals(Optional.of(BundleKey.ALGORITHM))) {
            // a file must not choose with what it is checked
            findings.add(
                    BundleCode.SIGNATURE_ALGORITHM,
                    path,
                    BundleKey.ALGORITHM,
                    signature.text("algorithm").orElse("none"));
            return Optional.empty();
        }
        return Optional.of(
                new SignedDocument(
                        payload.get(), signature.text("key_id"), Content.of(code.get())));
    }
}
