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
     * Makes a file of a name under which nobody ever sees a part of it: written and synced under
     * another name of the same directory, renamed, the directory synced. Readable by its owner
     * only.
     *
     * @param through the other name, which nothing has; a crash may leave it behind
     */
    public static void create(Path file, byte[] bytes, Path through) throws IOException {
        boolean moved = false;
        try {
            writeNew(through, bytes, true);
            Files.move(through, file, StandardCopyOption.ATOMIC_MOVE);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(through);
            }
        }
        forceDirectory(file.toAbsolutePath().getParent());
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
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, OwnerOnly.attribute(file))) {
            writeFully(channel, ByteBuffer.wrap(bytes));
            if (durable) {
                channel.force(true);
            }
        }
    }
}
