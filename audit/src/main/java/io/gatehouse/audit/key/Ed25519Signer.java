package io.gatehouse.audit.key;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The secret half of an Ed25519 key (RFC 8032, pure). Thread-safe; wiped by {@link #close}. */
public final class Ed25519Signer implements AutoCloseable {

    public static final int SEED_LENGTH = 32;

    private final SecretBytes seed;
    private final Ed25519PublicKey publicKey;

    private Ed25519Signer(SecretBytes seed) {
        this.seed = seed;
        byte[] point = new byte[Ed25519PublicKey.LENGTH];
        seed.use(
                bytes -> {
                    Ed25519.generatePublicKey(bytes, 0, point, 0);
                    return point;
                });
        this.publicKey = Ed25519PublicKey.of(point);
    }

    /** A signer from its 32-byte seed, which is copied; the caller wipes its own array. */
    public static Ed25519Signer ofSeed(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
        return new Ed25519Signer(SecretBytes.copyOf(seed));
    }

    /** A new key. */
    public static Ed25519Signer generate(SecureRandom random) {
        byte[] seed = new byte[SEED_LENGTH];
        try {
            random.nextBytes(seed);
            return ofSeed(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    /**
     * The 64 bytes of the signature.
     *
     * @throws KeyFaultException of kind CLOSED after {@link #close}
     */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        byte[] point = publicKey.bytes();
        return seed.use(
                bytes -> {
                    Ed25519.sign(bytes, 0, point, 0, message, 0, message.length, signature, 0);
                    return signature;
                });
    }

    /** The seed, lent for encryption in a credential. */
    SecretBytes seed() {
        return seed;
    }

    @Override
    public void close() {
        seed.destroy();
    }

    @Override
    public String toString() {
        return "Ed25519Signer[" + publicKey + "]";
    }
}
