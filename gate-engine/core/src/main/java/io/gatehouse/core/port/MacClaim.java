package io.gatehouse.core.port;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The claim of a file that some bytes bear a code made with a key of some purpose. Immutable; holds
 * no secret.
 */
public final class MacClaim {

    private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final String purpose;
    private final Optional<String> keyId;
    private final String algorithm;
    private final byte[] message;
    private final byte[] mac;
    private final Instant at;

    /**
     * Makes a claim; the arrays are copied.
     *
     * @param purpose what the key must be for, without the prefix of the key ring: {@code bundle},
     *     {@code licence}
     * @param keyId the key that the file names; empty where it names none, and then the only key of
     *     that purpose that is usable is meant
     * @param algorithm the name in the file, exactly: {@code HMAC-SHA384}
     * @param message the bytes that the code is about
     * @param mac the code
     * @param at when the key must stand usable: the time of the decision
     */
    public MacClaim(
            String purpose,
            Optional<String> keyId,
            String algorithm,
            byte[] message,
            byte[] mac,
            Instant at) {
        if (!PURPOSE.matcher(purpose).matches()) {
            throw new IllegalArgumentException("a purpose is 1 to 32 of a-z, 0-9, '-'");
        }
        this.purpose = purpose;
        this.keyId = Objects.requireNonNull(keyId);
        this.algorithm = Objects.requireNonNull(algorithm);
        this.message = message.clone();
        this.mac = mac.clone();
        this.at = Objects.requireNonNull(at);
    }

    public String purpose() {
        return purpose;
    }

    public Optional<String> keyId() {
        return keyId;
    }

    public String algorithm() {
        return algorithm;
    }

    /** A copy of the bytes that the code is about. */
    public byte[] message() {
        return message.clone();
    }

    /** A copy of the code. */
    public byte[] mac() {
        return mac.clone();
    }

    public Instant at() {
        return at;
    }

    /**
     * The identity of the question, under which its answer is recorded: every part of it counts, so
     * that an answer can never be taken for that to another question.
     */
    public Digest digest() {
        JsonObject.Builder parts =
                JsonObject.builder()
                        .put("purpose", purpose)
                        .put("algorithm", algorithm)
                        .put("message", Digest.sha384(message).value())
                        .put("mac", HexFormat.of().formatHex(mac))
                        .put("at", at.toString());
        keyId.ifPresent(id -> parts.put("key_id", id));
        return Digest.of(parts.build());
    }

    @Override
    public String toString() {
        return "MacClaim[" + purpose + ", " + message.length + " bytes]";
    }
}
