package io.gatehouse.app.review;

import io.gatehouse.audit.journal.LimitedInput;
import io.gatehouse.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Where a member of a pack comes from: bytes, or the beginning of a file that may be growing.
 *
 * @param size in bytes
 * @param sha384 and {@code crc}: of the content, once {@link #measured}
 */
public record PackSource(Opener opener, long size, Digest sha384, int crc) {

    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /** Bytes in memory. */
    public static PackSource of(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new PackSource(() -> new ByteArrayInputStream(copy), copy.length, Digest.ZERO, 0);
    }

    /** The first bytes of a file; symbolic links are refused. */
    public static PackSource of(Path file, long size) {
        return new PackSource(
                () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), size, Digest.ZERO, 0);
    }

    InputStream open() throws IOException {
        return new LimitedInput(opener.open(), size);
    }

    /** The same with its digest and sum. */
    public PackSource measured() throws IOException {
        MessageDigest digest = Digest.newSha384();
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[64 * 1024];
        long count = 0;
        try (InputStream in = open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                sum.update(buffer, 0, read);
                count += read;
            }
        }
        if (count != size) {
            throw new IOException("a file became shorter while it was packed");
        }
        return new PackSource(
                opener,
                size,
                Digest.parse("sha384:" + HexFormat.of().formatHex(digest.digest())),
                (int) sum.getValue());
    }
}
