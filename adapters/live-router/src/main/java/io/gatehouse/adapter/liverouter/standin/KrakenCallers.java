package io.gatehouse.adapter.liverouter.standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks key, signature and nonce of a request, as Kraken does.
 *
 * <p>The signature is the HMAC-SHA512 of the path and the SHA-256 of nonce and body. A nonce that
 * is not above every earlier one is refused, and a refused one leaves the mark where it was.
 * Thread-safe.
 */
final class KrakenCallers {

    private final String key;
    private final SecretKeySpec secret;
    private long highest;

    KrakenCallers(String key, String secret) {
        this.key = key;
        this.secret = new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512");
    }

    /** The refusal of what is not a valid signed request, if it is none. */
    synchronized Optional<String> refuse(WireRequest request, Params params) {
        if (!key.equals(request.headers().get("api-key"))) {
            return Optional.of("EAPI:Invalid key");
        }
        String nonce = params.find("nonce").orElse("");
        if (!nonce.matches("[0-9]{1,18}")) {
            return Optional.of("EAPI:Invalid nonce");
        }
        String signature = request.headers().getOrDefault("api-sign", "");
        if (!MessageDigest.isEqual(
                code(request, nonce).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8))) {
            return Optional.of("EAPI:Invalid signature");
        }
        if (Long.parseLong(nonce) <= highest) {
            return Optional.of("EAPI:Invalid nonce");
        }
        highest = Long.parseLong(nonce);
        return Optional.empty();
    }

    private String code(WireRequest request, String nonce) {
        try {
            byte[] inner =
                    MessageDigest.getInstance("SHA-256")
                            .digest((nonce + request.body()).getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(secret);
            mac.update(request.path().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(inner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("both are part of every Java", e);
        }
    }
}
