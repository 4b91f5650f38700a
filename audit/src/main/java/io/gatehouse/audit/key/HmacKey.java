package io.gatehouse.audit.key;

import io.gatehouse.core.id.KeyId;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * An opened HMAC key (RFC 2104) of the ring. Thread-safe; wiped by {@link #close}.
 *
 * <p>Whoever can verify with it can also forge with it: such a code proves that the engine wrote a
 * line, not which person agreed to it.
 */
public final class HmacKey implements AutoCloseable {

    /** Fewest bytes of an own secret: the output length of SHA-384 (RFC 2104, section 3). */
    public static final int MIN_SECRET_BYTES = 48;

    private final KeyId id;
    private final KeyAlgorithm algorithm;
    private final SecretBytes secret;

    /** Made with the secret when it is first needed; none after {@link #close}. */
    private volatile Optional<KeyedHash> keyed = Optional.empty();

    /**
     * Opens a key.
     *
     * @param secret owned by the new object from here on
     * @throws KeyFaultException when the secret is shorter than {@link #MIN_SECRET_BYTES}
     */
    public HmacKey(KeyId id, KeyAlgorithm algorithm, SecretBytes secret) {
        this(id, algorithm, secret, MIN_SECRET_BYTES);
    }

    private HmacKey(KeyId id, KeyAlgorithm algorithm, SecretBytes secret, int fewest) {
        if (!algorithm.isHmac()) {
            throw KeyFault.of(
                    KeyFault.Kind.WRONG_PURPOSE, id.value(), algorithm.text() + " is no HMAC");
        }
        if (secret.length() < fewest) {
            throw KeyFault.of(
                    KeyFault.Kind.SECRET_TOO_SHORT,
                    id.value(),
                    "the secret has fewer than " + fewest + " bytes");
        }
        this.id = id;
        this.algorithm = algorithm;
        this.secret = secret;
    }

    /**
     * Opens the key of an entry, whose purpose says how long its secret must be.
     *
     * @throws KeyFaultException when the secret is shorter
     */
    static HmacKey of(KeyEntry entry, SecretBytes secret) {
        return new HmacKey(entry.id(), entry.algorithm(), secret, entry.purpose().minSecretBytes());
    }

    public KeyId id() {
        return id;
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** The code over the parts, one after another. */
    public byte[] sign(byte[]... parts) {
        return keyed.orElseGet(this::make).code(parts);
    }

    private KeyedHash make() {
        KeyedHash made = secret.use(bytes -> KeyedHash.of(algorithm, bytes));
        keyed = Optional.of(made);
        if (secret.isDestroyed()) {
            keyed = Optional.empty(); // closed meanwhile: what holds the secret is not kept
        }
        return made;
    }

    /** Whether the code fits the parts; compared in constant time. */
    public boolean verify(byte[] code, byte[]... parts) {
        return MessageDigest.isEqual(sign(parts), code);
    }

    @Override
    public void close() {
        secret.destroy();
        keyed = Optional.empty();
    }

    @Override
    public String toString() {
        return "HmacKey[" + id + "]";
    }
}
