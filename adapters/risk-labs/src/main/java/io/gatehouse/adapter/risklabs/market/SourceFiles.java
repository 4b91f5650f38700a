package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.audit.file.FileStamp;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Digest and size of a file, and the proof that it stayed the same while it was read by another.
 *
 * <p>DuckDB opens files by their names. Who exchanges a file between the digest and the reading
 * would have the report name bytes that nothing was computed from; so the file's stamp is compared
 * before and after, and its digest again where the system has no stamps.
 */
final class SourceFiles {

    /** A month of the busiest series has a tenth of it. */
    private static final long LARGEST = 1L << 30;

    private static final int BUFFER = 128 * 1024;

    private final DataFiles files;

    SourceFiles(DataFiles files) {
        this.files = files;
    }

    /** What reads a file after its digest was taken. */
    interface Reader {
        void read(Path file, String subject) throws DataFault;
    }

    /** Takes the digest of a file, lets it be read, and looks whether it changed meanwhile. */
    MarketData.Source read(Path file, Reader reader) throws DataFault {
        String subject = files.relative(file);
        Optional<FileStamp> before = FileStamp.of(file);
        MarketData.Source source = measure(file, subject);
        reader.read(file, subject);
        boolean same =
                before.isPresent()
                        ? before.equals(FileStamp.of(file))
                        : source.equals(measure(file, subject));
        if (!same) {
            throw new DataFault(
                    DataCode.FILE_CHANGED, subject, "the same file before and after", "another");
        }
        return source;
    }

    private static MarketData.Source measure(Path file, String subject) throws DataFault {
        MessageDigest digest = Digest.newSha384();
        long size = 0;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0 && size <= LARGEST; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
        } catch (IOException e) {
            throw new DataFault(DataCode.FILE_UNREADABLE, subject, "a readable file", "unreadable");
        }
        if (size > LARGEST) {
            throw new DataFault(DataCode.TOO_LARGE, subject, "at most 1 GiB", "more");
        }
        if (size == 0) {
            throw new DataFault(DataCode.FILE_EMPTY, subject, "a Parquet file", "no byte");
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        return new MarketData.Source(subject, Digest.parse("sha384:" + hex), size);
    }
}
