package io.gatehouse.audit.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Whole-file writes that are on the disk when they return.
 *
 * <p>Stateless and safe for use by several threads and processes: of two that replace one file at
 * once, the later rename wins as a whole. Whoever reads, changes and replaces must exclude others
 * by other means (the writer lock), or the earlier change is lost.
 */
public final class DurableFiles {

    private DurableFiles() {}

    /**
     * Replaces a file so that a reader and a crash see either the old bytes or the new, never a
     * mix: temporary file of a name of its own, fsync, rename, fsync of the directory. The new file
     * is readable by its owner only. What crashed replacements of the same file left behind is
     * removed.
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = TemporaryFiles.beside(target);
        boolean moved = false;
        try {
            writeNew(temporary, bytes, true);
            TemporaryFiles.sweep(target, temporary);
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(temporary); // something failed: a full disk, a rename
            }
        }
        forceDirectory(target.getParent());
    }

    /**
     * Makes a file that is readable by its owner only.
     *
     * @throws FileAlreadyExistsException when something of that name is there, be it a dangling
     *     symbolic link
     */
    public static void create(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        writeNew(target, bytes, true);
        forceDirectory(target.getParent());
    }

    /**
     * Makes the directories that are missing, each with its entry on the disk: a file that was
     * synced in a directory whose own name is not durable is lost with it.
     *
     * @throws FileAlreadyExistsException when something else has the name of one of them
     */
    public static void createDirectories(Path directory) throws IOException {
        Path made = directory.toAbsolutePath();
        if (Files.isDirectory(made)) {
            return;
        }
        Path parent = made.getParent();
        createDirectories(parent);
        try {
            Files.createDirectory(made);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(made)) {
                throw e; // else somebody else has just made it
            }
        }
        forceDirectory(parent);
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

    static void writeNew(Path file, byte[] bytes, boolean durable) throws IOException {
        try (FileChannel channel = openNew(file)) {
            writeFully(channel, ByteBuffer.wrap(bytes));
            if (durable) {
                channel.force(true);
            }
        }
    }

    /**
     * Makes a file, readable by its owner only, that a crash may still tear: the caller forces the
     * channel, and the directory, before anything rests on it.
     *
     * @return the channel, open
     * @throws IOException when it cannot be written whole; nothing of it is left then
     */
    public static FileChannel writeUnsynced(Path file, byte[] bytes) throws IOException {
        FileChannel channel = openNew(file);
        boolean written = false;
        try {
            writeFully(channel, ByteBuffer.wrap(bytes));
            written = true;
            return channel;
        } finally {
            if (!written) {
                try (channel) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static FileChannel openNew(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OwnerOnly.attribute(file));
    }
}
