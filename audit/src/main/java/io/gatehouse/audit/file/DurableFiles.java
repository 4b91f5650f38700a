package io.gatehouse.audit.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Whole-file writes that are on the disk when they return.
 *
 * <p>Stateless; two writers of one file must exclude each other by other means (the writer lock).
 */
public final class DurableFiles {

    private DurableFiles() {}

    /**
     * Replaces a file so that a reader and a crash see either the old bytes or the new, never a
     * mix: temporary file, fsync, rename, fsync of the directory. The new file is readable by its
     * owner only.
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        Files.deleteIfExists(temporary); // left by a crash; its content was never promised
        writeNew(temporary, bytes);
        Files.move(
                temporary,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(target.getParent());
    }

    /**
     * Makes a file that is readable by its owner only.
     *
     * @throws java.nio.file.FileAlreadyExistsException when something of that name is there, be it
     *     a dangling symbolic link
     */
    public static void create(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        writeNew(target, bytes);
        forceDirectory(target.getParent());
    }

    /** Brings a directory's own entries to the disk: without it a rename may vanish in a crash. */
    public static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Writes every byte; a channel may take fewer than offered. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void writeNew(Path file, byte[] bytes) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, OwnerOnly.attribute(file))) {
            writeFully(channel, ByteBuffer.wrap(bytes));
            channel.force(true);
        }
    }
}
