package io.gatehouse.app.review;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.pack.PackWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;

/** A pack as a file of its own name, readable by its owner only. */
public final class PackFile {

    private PackFile() {}

    /**
     * Writes aside and moves into place whole; a failure leaves nothing behind.
     *
     * @param sources members in order, measured
     * @return size in bytes
     * @throws IOException also when a source changed since it was measured
     */
    public static long write(Path out, SortedMap<String, PackSource> sources) throws IOException {
        Path target = out.toAbsolutePath();
        Path partial = target.resolveSibling(target.getFileName() + ".part");
        DurableFiles.create(partial, new byte[0]);
        try {
            try (OutputStream file =
                    new BufferedOutputStream(
                            Files.newOutputStream(partial, StandardOpenOption.WRITE))) {
                PackWriter writer = new PackWriter(file);
                for (Map.Entry<String, PackSource> source : sources.entrySet()) {
                    try (InputStream in = source.getValue().open()) {
                        writer.add(
                                source.getKey(),
                                source.getValue().size(),
                                source.getValue().crc(),
                                in);
                    }
                }
                writer.finish();
            }
            long size = Files.size(partial);
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
