package io.gatehouse.demo.standin;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A vault in the trading system's form: a Fernet token (version 0x80, AES-128-CBC, HMAC-SHA256)
 * under a key of PBKDF2-HMAC-SHA256 with 390 000 rounds.
 */
final class FernetVault {

    private static final int ITERATIONS = 390_000;
    private static final int KEY_BYTES = 32;
    private static final byte VERSION = (byte) 0x80;

    private FernetVault() {}

    /**
     * @param passphrase is not wiped here
     */
    static String seal(byte[] plaintext, char[] passphrase, Instant now) throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[16];
        byte[] iv = new byte[16];
        random.nextBytes(salt);
        random.nextBytes(iv);
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, ITERATIONS, KEY_BYTES * 8);
        try {
            byte[] key =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, 16, 16, "AES"),
                    new IvParameterSpec(iv));
            byte[] encrypted = cipher.doFinal(plaintext);
            ByteBuffer body = ByteBuffer.allocate(1 + 8 + 16 + encrypted.length);
            body.put(VERSION).putLong(now.getEpochSecond()).put(iv).put(encrypted);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, 0, 16, "HmacSHA256"));
            byte[] code = mac.doFinal(body.array());
            Arrays.fill(key, (byte) 0);
            byte[] token = Arrays.copyOf(body.array(), body.capacity() + code.length);
            System.arraycopy(code, 0, token, body.capacity(), code.length);
            byte[] text = Base64.getUrlEncoder().encode(token);
            return document(salt, text, now);
        } catch (GeneralSecurityException e) {
            throw new IOException("the vault cannot be sealed: " + e.getClass().getSimpleName(), e);
        } finally {
            spec.clearPassword();
        }
    }

    private static String document(byte[] salt, byte[] token, Instant now) {
        Base64.Encoder base64 = Base64.getEncoder();
        return ReportText.line(
                ReportText.object(
                        "version", 1,
                        "salt", base64.encodeToString(salt),
                        "ciphertext", base64.encodeToString(token),
                        "iterations", ITERATIONS,
                        "checksum", base64.encodeToString(sha256(token)),
                        "updated_at", now.toString()));
    }

    private static byte[] sha256(byte[] bytes) {
        return HexFormat.of().parseHex(Digest.sha256(bytes).hex());
    }
}
