package io.gatehouse.adapter.oembundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A gzipped POSIX tar archive: one time, no owner, two modes. */
final class TarGzipWriter implements ArchiveWriter {

    private final OutputStream buffered;
    private final GzipOutput gzip;
    private final TarArchiveOutputStream tar;
    private final Instant time;

    TarGzipWriter(FileChannel channel, Instant time, BundleRequest.Packing packing)
            throws IOException {
        this.time = time;
        this.buffered = new BufferedOutputStream(Channels.newOutputStream(channel), 128 * 1024);
        this.gzip = new GzipOutput(buffered, packing);
        this.tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_ERROR);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public OutputStream begin(BundlePart part) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(BundleContents.ROOT + "/" + part.path());
        entry.setMode(part.mode());
        entry.setSize(part.size());
        entry.setLastModifiedTime(java.nio.file.attribute.FileTime.from(time));
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        return tar;
    }

    @Override
    public void end() throws IOException {
        tar.closeArchiveEntry();
    }

    @Override
    public void finish() throws IOException {
        tar.finish();
        gzip.finish();
        buffered.flush();
    }

    @Override
    public void close() {
        gzip.close();
    }
}
