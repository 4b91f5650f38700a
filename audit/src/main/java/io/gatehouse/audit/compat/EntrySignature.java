package io.gatehouse.audit.compat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The only signature that the existing tool verifies: the member {@code signature}, HMAC-SHA256
 * over the re-printed rest of the entry. Nothing inside that member is covered, {@code key_id}
 * included.
 */
final class EntrySignature {

    /** Strict base64; unused bits may be set, and padding may follow whole groups of four. */
    private static final Pattern BASE64 =
            Pattern.compile(
                    "(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
                            + "|(?:[A-Za-z0-9+/]{4})++=++");

    /** A verifier's key; its id is compared with an entry's only when both are there. */
    static final class Key {

        private final byte[] secret;
        private final Optional<String> id;

        Key(byte[] secret, Optional<String> id) {
            this.secret = secret.clone();
            this.id = id;
        }

        byte[] secret() {
            return secret.clone();
        }

        Optional<String> id() {
            return id;
        }

        Key named(String other) {
            return new Key(secret, Optional.of(other));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && MessageDigest.isEqual(secret, key.secret)
                    && id.equals(key.id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return "Key[" + id.orElse("unnamed") + "]";
        }
    }

    private EntrySignature() {}

    /** Verifies an entry; the order of the checks is that of the existing tool. */
    static void verify(CompatValue.Dict entry, Optional<Key> key, boolean allowUnsigned)
            throws CompatFailure {
        CompatValue signature = entry.get("signature");
        if (!signature.isTruthy()) {
            if (allowUnsigned) {
                return;
            }
            throw new CompatFailure(CompatReason.UNSIGNED);
        }
        if (!(signature instanceof CompatValue.Dict members)) {
            throw new CompatFailure(CompatReason.SIGNATURE_NOT_OBJECT);
        }
        if (!members.text("algorithm").equals(Optional.of("HMAC-SHA256"))) {
            throw new CompatFailure(
                    CompatReason.ALGORITHM_UNSUPPORTED, PythonText.word(members.get("algorithm")));
        }
        Optional<String> value = members.text("value");
        if (value.isEmpty()) {
            throw new CompatFailure(CompatReason.VALUE_MISSING_OR_NOT_STRING);
        }
        byte[] claimed = decode(value.get());
        if (key.isEmpty()) {
            throw new CompatFailure(CompatReason.KEY_REQUIRED);
        }
        CompatValue id = members.get("key_id");
        Optional<String> wanted = key.get().id().filter(wish -> !wish.isEmpty());
        if (!id.isNull()
                && wanted.isPresent()
                && !PythonText.equal(id, CompatValue.of(wanted.get()))) {
            throw new CompatFailure(
                    CompatReason.KEY_ID_MISMATCH, PythonText.word(id), wanted.get());
        }
        byte[] payload = CompatPrinter.canonical(entry.without("signature"));
        if (!MessageDigest.isEqual(code(key.get(), payload), claimed)) {
            throw new CompatFailure(CompatReason.MAC_MISMATCH);
        }
    }

    private static byte[] decode(String text) throws CompatFailure {
        if (!BASE64.matcher(text).matches()) {
            throw new CompatFailure(CompatReason.VALUE_NOT_BASE64);
        }
        String data = text.replace("=", "");
        // Java's decoder takes data without padding, and unused bits.
        return Base64.getDecoder().decode(data);
    }

    private static byte[] code(Key key, byte[] payload) {
        byte[] secret = key.secret();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks HMAC", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
