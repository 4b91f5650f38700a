package io.gatehouse.audit.key;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC (RFC 2104, section 4) with the key's two blocks hashed once and for all: of a line of some
 * hundred bytes they are a fourth of the work. Immutable after construction and thread-safe.
 *
 * <p>What is kept here forges as well as the secret does, and the platform gives no way to wipe it:
 * whoever closes a key must let go of this.
 */
final class KeyedHash {

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest inner;
    private final MessageDigest outer;

    private KeyedHash(MessageDigest inner, MessageDigest outer) {
        this.inner = inner;
        this.outer = outer;
    }

    /**
     * Takes in a key, of which it keeps no copy.
     *
     * @throws IllegalStateException when the runtime lacks the hash
     */
    static KeyedHash of(KeyAlgorithm algorithm, byte[] secret) {
        boolean isLong = algorithm == KeyAlgorithm.HMAC_SHA384;
        String hash = isLong ? "SHA-384" : "SHA-256";
        int block = isLong ? 128 : 64;
        byte[] key = secret.length > block ? fresh(hash).digest(secret) : secret;
        return new KeyedHash(fed(hash, key, block, INNER), fed(hash, key, block, OUTER));
    }

    private static MessageDigest fed(String hash, byte[] key, int block, byte mask) {
        byte[] padded = Arrays.copyOf(key, block);
        for (int i = 0; i < block; i++) {
            padded[i] ^= mask;
        }
        MessageDigest digest = fresh(hash);
        digest.update(padded);
        Arrays.fill(padded, (byte) 0);
        return digest;
    }

    /** One that can be copied; the platform's own can. */
    private static MessageDigest fresh(String hash) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash);
            return digest instanceof Cloneable ? digest : MessageDigest.getInstance(hash, "SUN");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks " + hash, e);
        }
    }

    /** The code over the parts, one after another. */
    byte[] code(byte[]... parts) {
        MessageDigest message = copy(inner);
        for (byte[] part : parts) {
            message.update(part);
        }
        MessageDigest whole = copy(outer);
        whole.update(message.digest());
        return whole.digest();
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a hash that cannot be copied", e);
        }
    }

    @Override
    public String toString() {
        return "KeyedHash[hidden]";
    }
}
