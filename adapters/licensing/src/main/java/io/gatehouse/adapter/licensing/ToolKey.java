package io.gatehouse.adapter.licensing;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of the existing tools with its id, for HMAC-SHA384 (RFC 2104). Thread-safe.
 *
 * <p>The existing provisioner takes a licence key of one byte; here at least {@value #FEWEST_BYTES}
 * are demanded of every key, whatever it is for.
 */
public final class ToolKey implements AutoCloseable {

    /** The only algorithm: a file must not choose with what it is checked. */
    public static final String ALGORITHM = "HMAC-SHA384";

    /** Fewest bytes of a secret. */
    public static final int FEWEST_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final String id;
    private final KeyValidity validity;
    private final SecretBytes secret;

    /** Opens a key whose use no time limits; otherwise as the other constructor. */
    public ToolKey(String id, SecretBytes secret) {
        this(id, KeyValidity.between(Instant.MIN, Instant.MAX), secret);
    }

    /**
     * Opens a key.
     *
     * @param validity when it may sign, and what it signed counts
     * @param secret owned by the new object from here on
     * @throws IllegalArgumentException when the id is not 1 to 64 letters, digits, {@code . _ -},
     *     or the secret is too short
     */
    public ToolKey(String id, KeyValidity validity, SecretBytes secret) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a key id of 1 to 64 letters, digits, '.', '_', '-'");
        }
        if (secret.length() < FEWEST_BYTES) {
            throw new IllegalArgumentException(
                    "key " + id + " has fewer than " + FEWEST_BYTES + " bytes");
        }
        this.id = id;
        this.validity = validity;
        this.secret = secret;
    }

    public String id() {
        return id;
    }

    /** Whether it may sign at a time, and what bears that time counts. */
    public boolean isInForce(Instant time) {
        return validity.at(time) == KeyStanding.USABLE;
    }

    /** The code over the parts, one after another; 48 bytes. */
    public byte[] code(byte[]... parts) {
        return secret.use(
                bytes -> {
                    try {
                        Mac mac = Mac.getInstance("HmacSHA384");
                        mac.init(new SecretKeySpec(bytes, "HmacSHA384"));
                        for (byte[] part : parts) {
                            mac.update(part);
                        }
                        return mac.doFinal();
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException("the Java runtime lacks HMAC-SHA384", e);
                    }
                });
    }

    /** Whether the code fits the parts; compared in constant time. */
    public boolean fits(byte[] code, byte[]... parts) {
        return MessageDigest.isEqual(code(parts), code);
    }

    /** The envelope {@code {payload, signature}} of the existing tools, with the key's id. */
    public JsonObject seal(JsonValue payload) {
        return JsonObject.builder()
                .put("payload", payload)
                .put(
                        "signature",
                        JsonObject.builder()
                                .put("algorithm", ALGORITHM)
                                .put("key_id", id)
                                .put(
                                        "value",
                                        Base64Text.encodeStandard(
                                                code(CanonicalJson.bytes(payload))))
                                .build())
                .build();
    }

    @Override
    public void close() {
        secret.destroy();
    }

    @Override
    public String toString() {
        return "ToolKey[" + id + "]";
    }
}
