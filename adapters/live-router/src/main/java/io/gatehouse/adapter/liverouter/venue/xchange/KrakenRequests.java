package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cancels as XChange would write and sign them, without what its library spends on each.
 *
 * <p>The signature is the HMAC-SHA512 of the path and of the SHA-256 of nonce and body; a test
 * compares it with that of XChange's digest. Thread-safe.
 */
final class KrakenRequests {

    private static final String ALGORITHM = "HmacSHA512";
    private static final String JSON = "application/json";
    private static final String PRIVATE = "/0/private/";

    private final SecretKeySpec secret;
    private final String before;

    KrakenRequests(URI address, String secret) {
        this.secret = new SecretKeySpec(Base64.getDecoder().decode(secret), ALGORITHM);
        this.before = address.getRawPath().replaceAll("/$", "");
    }

    PipelinedCancels.Request cancelling(ClientOrderId id, long nonce) {
        return request(
                "CancelOrder",
                nonce,
                OneAttempt.FORM,
                "nonce=" + nonce + "&cl_ord_id=" + id.value());
    }

    /** One request for several: its body is JSON, the only one here, since it has a list. */
    PipelinedCancels.Request cancelling(List<ClientOrderId> ids, long nonce) {
        String names =
                ids.stream().map(id -> "\"" + id.value() + "\"").collect(Collectors.joining(","));
        return request(
                "CancelOrderBatch",
                nonce,
                JSON,
                "{\"nonce\":\"" + nonce + "\",\"cl_ord_ids\":[" + names + "]}");
    }

    PipelinedCancels.Request cancellingAll(long nonce) {
        return request("CancelAll", nonce, OneAttempt.FORM, "nonce=" + nonce);
    }

    private PipelinedCancels.Request request(String name, long nonce, String type, String body) {
        String path = PRIVATE + name;
        return new PipelinedCancels.Request(
                "POST",
                before + path,
                Map.of("Content-Type", type, "API-Sign", signature(path, nonce, body)),
                body);
    }

    private String signature(String path, long nonce, String body) {
        try {
            byte[] inner =
                    MessageDigest.getInstance("SHA-256")
                            .digest((nonce + body).getBytes(StandardCharsets.US_ASCII));
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(path.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(mac.doFinal(inner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("both are part of every Java", e);
        }
    }
}
