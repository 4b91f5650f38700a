package io.gatehouse.core.digest;

/**
 * Both digests of one file.
 *
 * <p>The runbook asks for SHA-256 in step 1.1 and for SHA-384 in its last section, of the same
 * file; so both are always taken and a rule names which one it demands (ADR 0003).
 */
public record DigestPair(Digest sha256, Digest sha384) {

    public DigestPair {
        if (!sha256.algorithm().equals("sha256") || !sha384.algorithm().equals("sha384")) {
            throw new IllegalArgumentException("a pair is one SHA-256 and one SHA-384");
        }
    }

    public static DigestPair of(byte[] bytes) {
        return new DigestPair(Digest.sha256(bytes), Digest.sha384(bytes));
    }

    /** Whether the given digest is this pair's one of the same algorithm. */
    public boolean matches(Digest digest) {
        return digest.equals(digest.algorithm().equals("sha384") ? sha384 : sha256);
    }
}
