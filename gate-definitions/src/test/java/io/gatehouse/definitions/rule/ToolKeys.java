package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import io.gatehouse.core.port.MacVerifier;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys of existing tools in tests: makes envelopes as those tools do, and answers for them. */
final class ToolKeys implements MacVerifier {

    private final Map<String, byte[]> secrets = new HashMap<>();
    final List<MacClaim> asked = new ArrayList<>();

    /** A key of a purpose; its secret is its name, long enough. */
    ToolKeys with(String purpose, String id) {
        return with(
                purpose,
                id,
                ("secret of " + id + ", of forty bytes and more.......").getBytes(UTF_8));
    }

    ToolKeys with(String purpose, String id, byte[] secret) {
        secrets.put(purpose + "/" + id, secret);
        return this;
    }

    @Override
    public MacAnswer verify(MacClaim claim) {
        asked.add(claim);
        List<byte[]> keys =
                secrets.entrySet().stream()
                        .filter(e -> e.getKey().startsWith(claim.purpose() + "/"))
                        .filter(
                                e ->
                                        claim.keyId()
                                                .map(id -> e.getKey().endsWith("/" + id))
                                                .orElse(true))
                        .map(Map.Entry::getValue)
                        .toList();
        if (keys.size() != 1) {
            return MacAnswer.UNKNOWN_KEY;
        }
        return MessageDigest.isEqual(
                        code(claim.algorithm(), keys.get(0), claim.message()), claim.mac())
                ? MacAnswer.VALID
                : MacAnswer.INVALID;
    }

    /** An envelope without key id where none is given. */
    JsonObject envelope(String purpose, String id, boolean named, JsonObject payload) {
        JsonObject.Builder signature =
                JsonObject.builder()
                        .put("algorithm", "HMAC-SHA384")
                        .put(
                                "value",
                                Base64.getEncoder()
                                        .encodeToString(
                                                code(
                                                        "HMAC-SHA384",
                                                        secrets.get(purpose + "/" + id),
                                                        CanonicalJson.bytes(payload))));
        if (named) {
            signature.put("key_id", id);
        }
        return JsonObject.builder()
                .put("payload", payload)
                .put("signature", signature.build())
                .build();
    }

    /** A line with the signature inside, as the dry run writes it. */
    JsonObject inline(String purpose, String id, JsonObject line) {
        return inline(purpose, id, "HMAC-SHA256", line);
    }

    JsonObject inline(String purpose, String id, String algorithm, JsonObject line) {
        return line.with(
                "signature",
                JsonObject.builder()
                        .put("algorithm", algorithm)
                        .put(
                                "value",
                                Base64.getEncoder()
                                        .encodeToString(
                                                code(
                                                        algorithm,
                                                        secrets.get(purpose + "/" + id),
                                                        CanonicalJson.bytes(line))))
                        .put("key_id", id)
                        .build());
    }

    private static byte[] code(String algorithm, byte[] secret, byte[] message) {
        String platformName = algorithm.replace("HMAC-", "Hmac");
        try {
            Mac mac = Mac.getInstance(platformName);
            mac.init(new SecretKeySpec(secret, platformName));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
