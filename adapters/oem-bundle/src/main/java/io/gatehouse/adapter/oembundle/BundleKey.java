package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key with which bundles are signed: HMAC-SHA384 (RFC 2104), in force between two times.
 *
 * <p>Whoever can verify with it can also forge with it; a detached Ed25519 signature is what tells
 * the vendor from its customers. Thread-safe; the secret belongs to whoever made it.
 */
public final class BundleKey {

    /** Fewest bytes of a secret, as the existing builder demands. */
    public static final int MIN_SECRET_BYTES = 32;

    /** Name of the only algorithm. */
    static final String ALGORITHM = "HMAC-SHA384";

    private static final String PLATFORM_NAME = "HmacSHA384";

    private final String id;
    private final KeyValidity validity;
    private final SecretBytes secret;

    /**
     * A key; one that is too short can be held, so that it can be named when it is refused.
     *
     * @param id as in {@code signature.key_id}: 1 to 128 printable ASCII characters
     */
    public BundleKey(String id, KeyValidity validity, SecretBytes secret) {
        if (!id.matches("[!-~]{1,128}")) {
            throw new IllegalArgumentException("a key id is 1 to 128 printable characters");
        }
        this.id = id;
        this.validity = validity;
        this.secret = secret;
    }

    public String id() {
        return id;
    }

    public KeyValidity validity() {
        return validity;
    }

    /** What forbids its use at a time, or empty when it may be used. */
    public Optional<BundleCode> objection(Instant time) {
        if (secret.length() < MIN_SECRET_BYTES) {
            return Optional.of(BundleCode.KEY_SHORT);
        }
        KeyStanding standing = validity.at(time);
        return switch (standing) {
            case USABLE -> Optional.empty();
            case NOT_YET_VALID -> Optional.of(BundleCode.KEY_NOT_YET_VALID);
            case EXPIRED -> Optional.of(BundleCode.KEY_EXPIRED);
            case RETIRED -> Optional.of(BundleCode.KEY_RETIRED);
            case REVOKED -> Optional.of(BundleCode.KEY_REVOKED);
        };
    }

    /**
     * The code over the canonical bytes of a payload.
     *
     * @throws KeyFaultException after the secret was wiped
     */
    byte[] code(JsonObject payload) {
        byte[] message = CanonicalJson.bytes(payload);
        return secret.use(
                bytes -> {
                    try {
                        Mac mac = Mac.getInstance(PLATFORM_NAME);
                        mac.init(new SecretKeySpec(bytes, PLATFORM_NAME));
                        return mac.doFinal(message);
                    } catch (GeneralSecurityException | IllegalArgumentException e) {
                        throw new IllegalStateException("HMAC-SHA384 cannot be computed");
                    }
                });
    }

    /** Whether a code fits; compared in constant time. */
    boolean fits(byte[] code, JsonObject payload) {
        return MessageDigest.isEqual(code(payload), code);
    }

    @Override
    public String toString() {
        return "BundleKey[" + id + "]";
    }
}
