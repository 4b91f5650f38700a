package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads an archive once, entry by entry in the order of its bytes, in constant memory.
 *
 * <p>The readers are strict where usual ones are lenient: whatever two unpackers could understand
 * differently is refused, since what was verified must be what is installed.
 */
interface ArchiveReader {

    /** The archive's own bytes, as they passed while the entries were read. */
    record Packed(long size, Digest sha384) {}

    /** Receives the entries. */
    interface Visitor {

        /**
         * An entry.
         *
         * @param content of a file, to its end; need not be read; empty for other kinds
         */
        void entry(ArchiveEntry entry, InputStream content) throws IOException;
    }

    /**
     * Reads the whole archive.
     *
     * @throws ArchiveFaultException when the archive is at fault
     * @throws IOException when the disk is
     */
    Packed read(Visitor visitor) throws IOException;

    /** Whether it is the container of a platform. */
    boolean fits(Platform platform);

    /**
     * The reader of a file, by its first bytes.
     *
     * @throws ArchiveFaultException when it is neither gzip nor zip
     */
    static ArchiveReader of(Path file, BundleLimits limits) throws IOException {
        byte[] start;
        try (InputStream in = new BufferedInputStream(FileSource.open(file), 16)) {
            start = in.readNBytes(4);
        }
        if (start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3) {
            return new ZipReader(file, limits);
        }
        if (start.length >= 2 && start[0] == 0x1f && (start[1] & 0xff) == 0x8b) {
            return new TarGzipReader(file, limits);
        }
        if (start.length == 0 || Files.size(file) == 0) {
            throw ArchiveFaultException.truncated();
        }
        throw new ArchiveFaultException(
                BundleCode.ARCHIVE_KIND, "archive", "a gzip or zip file", "another");
    }
}
