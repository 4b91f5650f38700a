package io.gatehouse.audit.digest;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 and SHA-384 in one pass and in constant memory. Stateless and thread-safe. */
public final class StreamingDigests {

    private static final int BUFFER = 64 * 1024;

    private StreamingDigests() {}

    /**
     * What one pass found.
     *
     * @param size in bytes
     */
    public record Measurement(long size, DigestPair digests) {}

    /** Both digests of a file; the last component of the path may not be a symbolic link. */
    public static DigestPair of(Path file) throws IOException {
        return measure(file).digests();
    }

    /** Both digests of a stream, read to its end and not closed. */
    public static DigestPair of(InputStream in) throws IOException {
        return measure(in).digests();
    }

    /**
     * Size and digests of a file.
     *
     * @throws IOException when it cannot be read, or is a symbolic link: what a link points to can
     *     be exchanged between two readings
     */
    public static Measurement measure(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return measure(in);
        }
    }

    /** Size and digests of a stream, read to its end and not closed. */
    public static Measurement measure(InputStream in) throws IOException {
        MessageDigest sha256 = Digest.newSha256();
        MessageDigest sha384 = Digest.newSha384();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha256.update(buffer, 0, read);
            sha384.update(buffer, 0, read);
            size += read;
        }
        HexFormat hex = HexFormat.of();
        return new Measurement(
                size,
                new DigestPair(
                        Digest.parse("sha256:" + hex.formatHex(sha256.digest())),
                        Digest.parse("sha384:" + hex.formatHex(sha384.digest()))));
    }
}
