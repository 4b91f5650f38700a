package io.gatehouse.core.digest;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digest of some bytes, written {@code sha384:<hex>} or {@code sha256:<hex>} in lower case.
 *
 * <p>Equality is that of the text; digests are public, so constant-time comparison is not needed
 * here (it is for message authentication codes). Immutable and thread-safe.
 */
public record Digest(String value) implements Comparable<Digest> {

    private static final int NAME = 7;

    private static final MessageDigest SHA384 = instance("SHA-384");
    private static final MessageDigest SHA256 = instance("SHA-256");

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    /** Lower-case hex digits by their code; before {@link #ZERO}, which is checked by them. */
    private static final boolean[] HEX = new boolean[128];

    static {
        "0123456789abcdef".chars().forEach(c -> HEX[c] = true);
    }

    /** The SHA-384 that stands before the first event of a journal: all zero bits. */
    public static final Digest ZERO = new Digest("sha384:" + "0".repeat(96));

    public Digest {
        if (!isDigest(value)) {
            throw new IllegalArgumentException(
                    "not a digest of the form sha384:<hex> or sha256:<hex>");
        }
    }

    /** Reads the text form; surrounding white space and upper-case hex are refused. */
    public static Digest parse(String text) {
        return new Digest(text);
    }

    /** Whether the text has the form of a digest. */
    public static boolean isDigest(String text) {
        int digits =
                text.startsWith("sha384:")
                        ? 96
                        : text.startsWith("sha256:") ? 64 : Integer.MAX_VALUE;
        if (text.length() - NAME != digits) {
            return false;
        }
        for (int i = NAME; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= HEX.length || !HEX[c]) {
                return false;
            }
        }
        return true;
    }

    public static Digest sha384(byte[] bytes) {
        return ofHash("sha384:", newSha384().digest(bytes));
    }

    public static Digest sha256(byte[] bytes) {
        return ofHash("sha256:", newSha256().digest(bytes));
    }

    private static Digest ofHash(String algorithm, byte[] hash) {
        byte[] text = new byte[NAME + 2 * hash.length];
        for (int i = 0; i < NAME; i++) {
            text[i] = (byte) algorithm.charAt(i);
        }
        for (int i = 0; i < hash.length; i++) {
            text[NAME + 2 * i] = DIGITS[hash[i] >> 4 & 0xf];
            text[NAME + 2 * i + 1] = DIGITS[hash[i] & 0xf];
        }
        return new Digest(new String(text, StandardCharsets.ISO_8859_1));
    }

    /**
     * SHA-384 of the canonical bytes of a value: the identity of definitions, entries and events.
     */
    public static Digest of(JsonValue value) {
        return sha384(CanonicalJson.bytes(value));
    }

    /** {@code sha384} or {@code sha256}. */
    public String algorithm() {
        return value.substring(0, 6);
    }

    /** The digest without its algorithm, in lower-case hex. */
    public String hex() {
        return value.substring(7);
    }

    /** The first twelve hex digits: enough for a person to compare by eye, never for a decision. */
    public String abbreviated() {
        return value.substring(0, 7 + 12);
    }

    /** A fresh SHA-384 from the platform; every Java runtime has one. */
    public static MessageDigest newSha384() {
        return fresh(SHA384);
    }

    /** A fresh SHA-256 from the platform; every Java runtime has one. */
    public static MessageDigest newSha256() {
        return fresh(SHA256);
    }

    /** A copy of one that was never fed: asking the providers each time takes longer. */
    private static MessageDigest fresh(MessageDigest unused) {
        try {
            return (MessageDigest) unused.clone();
        } catch (CloneNotSupportedException e) {
            return instance(unused.getAlgorithm());
        }
    }

    private static MessageDigest instance(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime lacks " + algorithm, e);
        }
    }

    @Override
    public int compareTo(Digest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
