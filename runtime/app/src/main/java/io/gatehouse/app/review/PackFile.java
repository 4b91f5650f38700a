package io.gatehouse.app.review;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.pack.PackWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/** A pack as a file of its own name, readable by its owner only. */
public final class PackFile {

    private PackFile() {}

    /**
     * Writes aside and moves into place whole; a failure leaves nothing behind, and what a killed
     * attempt at the same file left is taken away.
     *
     * @param sources members in order, measured
     * @return size in bytes
     * @throws IOException also when a source changed since it was measured
     */
    public static long write(Path out, SortedMap<String, PackSource> sources) throws IOException {
        Path target = out.toAbsolutePath();
        // a name of its own: what a killed process left must not stop the next one
        Path partial =
                target.resolveSibling(
                        target.getFileName() + "." + UUID.randomUUID() + PartialFiles.END);
        DurableFiles.create(partial, new byte[0]);
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            // before the first byte: what is not empty and not locked, nobody writes any more
            if (channel.tryLock() == null) {
                throw new IOException("another process took " + partial.getFileName());
            }
            PartialFiles.sweep(target, partial);
            OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel));
            PackWriter writer = new PackWriter(file);
            for (Map.Entry<String, PackSource> source : sources.entrySet()) {
                try (InputStream in = source.getValue().open()) {
                    writer.add(
                            source.getKey(), source.getValue().size(), source.getValue().crc(), in);
                }
            }
            writer.finish();
            file.flush();
            // before it gets its name: a power cut must not leave an empty file of that name
            channel.force(true);
            long size = channel.size();
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(target.getParent());
            return size;
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
