package io.gatehouse.app.recover;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.PassphraseSeal;
import io.gatehouse.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * How the secrets of one backup are encrypted: Argon2id with a salt of its own, then AES-256-GCM
 * with a nonce that counts the members. A salt is never used for two backups, so no nonce meets the
 * same key twice. All that is random in a backup is in here.
 *
 * @param salt 16 bytes as base64url without padding
 * @param prefix first 8 bytes of every nonce, as base64url without padding
 */
record Sealing(Argon2Cost cost, String salt, String prefix) {

    private static final int PREFIX_LENGTH = PassphraseSeal.NONCE_LENGTH - Integer.BYTES;

    Sealing {
        if (bytes(salt).length != PassphraseSeal.SALT_LENGTH
                || bytes(prefix).length != PREFIX_LENGTH) {
            throw new IllegalArgumentException("a salt of 16 and a prefix of 8 bytes");
        }
    }

    static Sealing fresh(SecureRandom random, Argon2Cost cost) {
        byte[] salt = new byte[PassphraseSeal.SALT_LENGTH];
        byte[] prefix = new byte[PREFIX_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(prefix);
        return new Sealing(cost, text(salt), text(prefix));
    }

    PassphraseSeal open(char[] passphrase) {
        return PassphraseSeal.derive(passphrase, cost, bytes(salt));
    }

    byte[] nonce(int member) {
        return ByteBuffer.allocate(PassphraseSeal.NONCE_LENGTH)
                .put(bytes(prefix))
                .putInt(member)
                .array();
    }

    /** Bound into the code, so that sealed members cannot be exchanged for each other. */
    static byte[] context(String path) {
        return ("gatehouse/backup/v1\n" + path).getBytes(StandardCharsets.UTF_8);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("kdf", "argon2id")
                .put("version", "1.3")
                .put("memory_kib", cost.memoryKib())
                .put("iterations", cost.iterations())
                .put("parallelism", cost.parallelism())
                .put("salt", salt)
                .put("cipher", "aes-256-gcm")
                .put("nonce_prefix", prefix)
                .build();
    }

    /**
     * @throws IllegalArgumentException when it is not one
     */
    static Sealing of(JsonObject json) {
        if (!json.names()
                        .equals(
                                Set.of(
                                        "kdf",
                                        "version",
                                        "memory_kib",
                                        "iterations",
                                        "parallelism",
                                        "salt",
                                        "cipher",
                                        "nonce_prefix"))
                || !json.requireText("kdf").equals("argon2id")
                || !json.requireText("version").equals("1.3")
                || !json.requireText("cipher").equals("aes-256-gcm")) {
            throw new IllegalArgumentException("the members of a sealing");
        }
        return new Sealing(
                new Argon2Cost(
                        number(json, "memory_kib"),
                        number(json, "iterations"),
                        number(json, "parallelism")),
                json.requireText("salt"),
                json.requireText("nonce_prefix"));
    }

    private static int number(JsonObject json, String name) {
        long value = json.integer(name).orElse(-1L);
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, value));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Exactly one spelling of the same bytes is taken. */
    private static byte[] bytes(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!text(bytes).equals(text)) {
            throw new IllegalArgumentException("base64url without padding");
        }
        return bytes;
    }
}
