package io.gatehouse.adapter.oembundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.time.Instant;

/** Writes archives whose bytes depend on nothing but what is put into them. */
interface ArchiveWriter extends Closeable {

    /** Begins a file; exactly as many bytes as the part's size must follow. */
    OutputStream begin(BundlePart part) throws IOException;

    /** Ends the file that was begun. */
    void end() throws IOException;

    /** Writes what closes the archive; the channel stays open. */
    void finish() throws IOException;

    static ArchiveWriter of(
            Platform platform, FileChannel channel, Instant time, BundleRequest.Packing packing)
            throws IOException {
        return platform == Platform.WINDOWS
                ? new ZipWriter(channel, packing)
                : new TarGzipWriter(channel, time, packing);
    }
}
