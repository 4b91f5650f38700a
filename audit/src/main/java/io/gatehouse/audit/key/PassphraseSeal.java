package io.gatehouse.audit.key;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals several small secrets under one passphrase: Argon2id (RFC 9106) once, then AES-256-GCM
 * (NIST SP 800-38D) for each. The caller never uses a nonce twice under one salt. Thread-safe;
 * {@link #close} wipes the key.
 */
public final class PassphraseSeal implements AutoCloseable {

    public static final int SALT_LENGTH = CredentialCipher.SALT_LENGTH;
    public static final int NONCE_LENGTH = CredentialCipher.NONCE_LENGTH;

    /** Bytes that sealing adds. */
    public static final int TAG_LENGTH = 16;

    private final SecretBytes key;

    private PassphraseSeal(SecretBytes key) {
        this.key = key;
    }

    /**
     * A seal from a passphrase, which the caller wipes.
     *
     * @throws KeyFaultException of kind WEAK_PASSPHRASE below {@link
     *     PersonCredential#MIN_PASSPHRASE} characters
     */
    public static PassphraseSeal derive(char[] passphrase, Argon2Cost cost, byte[] salt) {
        if (passphrase.length < PersonCredential.MIN_PASSPHRASE) {
            throw KeyFault.of(
                    KeyFault.Kind.WEAK_PASSPHRASE,
                    "seal",
                    "a passphrase has at least " + PersonCredential.MIN_PASSPHRASE + " characters");
        }
        if (salt.length != SALT_LENGTH) {
            throw new IllegalArgumentException("a salt has " + SALT_LENGTH + " bytes");
        }
        byte[] derived = CredentialCipher.derive(passphrase, cost, salt);
        try {
            return new PassphraseSeal(SecretBytes.copyOf(derived));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** The sealed bytes, {@link #TAG_LENGTH} longer than the plain ones. */
    public byte[] seal(byte[] nonce, byte[] context, byte[] plain) {
        try {
            return run(Cipher.ENCRYPT_MODE, nonce, context, plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks AES-GCM", e);
        }
    }

    /** The plain bytes; empty when passphrase, context, nonce or any byte is another one. */
    public Optional<byte[]> open(byte[] nonce, byte[] context, byte[] sealed) {
        if (sealed.length < TAG_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(run(Cipher.DECRYPT_MODE, nonce, context, sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks AES-GCM", e);
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] context, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec spec = key.use(bytes -> new SecretKeySpec(bytes, "AES"));
        cipher.init(mode, spec, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
        cipher.updateAAD(context);
        return cipher.doFinal(input);
    }

    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "PassphraseSeal[hidden]";
    }
}
