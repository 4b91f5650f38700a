package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A zip file. Its times have no zone, so each entry has the same one whatever the release: the
 * library turns an instant into the local time of the machine that builds.
 */
final class ZipWriter implements ArchiveWriter {

    /** A local time that exists in every zone, as other reproducible builds use it. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ZipArchiveOutputStream zip;
    private final boolean stored;

    ZipWriter(FileChannel channel, BundleRequest.Packing packing) throws IOException {
        this.zip = new ZipArchiveOutputStream(channel);
        this.stored = packing == BundleRequest.Packing.STORED;
        zip.setUseZip64(Zip64Mode.Never);
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
        zip.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
    }

    @Override
    public OutputStream begin(BundlePart part) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(BundleContents.ROOT + "/" + part.path());
        entry.setMethod(stored ? ZipEntry.STORED : ZipEntry.DEFLATED);
        entry.setSize(part.size());
        entry.setCrc(part.crc());
        entry.setTime(TIME.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
        entry.setUnixMode(0100000 | part.mode());
        zip.putArchiveEntry(entry);
        return zip;
    }

    @Override
    public void end() throws IOException {
        zip.closeArchiveEntry();
    }

    @Override
    public void finish() throws IOException {
        zip.finish();
    }

    @Override
    public void close() {
        // the channel is its opener's
    }
}
