package io.gatehouse.adapter.liverouter.standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks key, signature and time stamp of a request, in the exchange's order. Thread-safe. */
final class Callers {

    private static final long LONGEST_WINDOW = 60_000;
    private static final long USUAL_WINDOW = 5_000;
    private static final long AHEAD = 1_000;

    private final String key;
    private final SecretKeySpec secret;

    Callers(String key, String secret) {
        this.key = key;
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Refuses what is not a valid signed request at that time of the venue. */
    void demand(WireRequest request, Params params, long now) {
        if (!key.equals(request.headers().get("x-mbx-apikey"))) {
            throw VenueError.KEY.refusal();
        }
        long stamp = params.demandNumber("timestamp");
        long window =
                params.find("recvWindow").isPresent()
                        ? params.demandNumber("recvWindow")
                        : USUAL_WINDOW;
        String signature = params.demand("signature");
        byte[] right = code(params.signed()).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8))) {
            throw VenueError.SIGNATURE.refusal();
        }
        if (window < 0 || window > LONGEST_WINDOW) {
            throw VenueError.RECEIVE_WINDOW.refusal();
        }
        if (stamp >= now + AHEAD) {
            throw VenueError.TIMESTAMP_EARLY.refusal();
        }
        if (now - stamp > window) {
            throw VenueError.TIMESTAMP_LATE.refusal();
        }
    }

    private String code(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", e);
        }
    }
}
