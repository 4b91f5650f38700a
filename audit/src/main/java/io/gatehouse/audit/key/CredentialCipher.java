package io.gatehouse.audit.key;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106) and AES-256-GCM (NIST SP 800-38D) around a seed; wipes what it derives. */
final class CredentialCipher {

    static final int SALT_LENGTH = 16;
    static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_LENGTH = 32;

    private CredentialCipher() {}

    static byte[] encrypt(
            char[] passphrase,
            Argon2Cost cost,
            byte[] salt,
            byte[] nonce,
            byte[] aad,
            byte[] seed) {
        try {
            return run(Cipher.ENCRYPT_MODE, passphrase, cost, salt, nonce, aad, seed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks AES-GCM", e);
        }
    }

    /** The seed, or empty when the passphrase is wrong or any byte of the file was changed. */
    static Optional<byte[]> decrypt(
            char[] passphrase,
            Argon2Cost cost,
            byte[] salt,
            byte[] nonce,
            byte[] aad,
            byte[] text) {
        try {
            return Optional.of(run(Cipher.DECRYPT_MODE, passphrase, cost, salt, nonce, aad, text));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks AES-GCM", e);
        }
    }

    private static byte[] run(
            int mode,
            char[] passphrase,
            Argon2Cost cost,
            byte[] salt,
            byte[] nonce,
            byte[] aad,
            byte[] input)
            throws GeneralSecurityException {
        byte[] key = derive(passphrase, cost, salt);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(aad);
            return cipher.doFinal(input);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static byte[] derive(char[] passphrase, Argon2Cost cost, byte[] salt) {
        byte[] text = utf8(passphrase);
        byte[] key = new byte[KEY_LENGTH];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(cost.memoryKib())
                            .withIterations(cost.iterations())
                            .withParallelism(cost.parallelism())
                            .withSalt(salt)
                            .build());
            generator.generateBytes(text, key);
            return key;
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** UTF-8 without a String in between, which could not be wiped. */
    private static byte[] utf8(char[] characters) {
        CharsetEncoder encoder =
                StandardCharsets.UTF_8
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        byte[] room = new byte[Math.multiplyExact(characters.length, 3)];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        encoder.encode(CharBuffer.wrap(characters), encoded, true);
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        return bytes;
    }
}
