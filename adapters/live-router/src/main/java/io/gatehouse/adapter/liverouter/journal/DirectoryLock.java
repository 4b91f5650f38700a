package io.gatehouse.adapter.liverouter.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The right to write a directory, held by one process at a time; the system frees it at its end.
 */
final class DirectoryLock implements AutoCloseable {

    /**
     * Directories that this process has locked. A system of the POSIX kind takes the lock away when
     * the process closes any channel to the file: whoever only tried would let another process in.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** The lock, or empty when somebody else has it. */
    static Optional<DirectoryLock> take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        synchronized (HELD) {
            if (HELD.contains(real)) {
                return Optional.empty(); // another part of this process is as bad as another one
            }
            FileChannel channel =
                    FileChannel.open(
                            real.resolve("orders.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                taken = channel.tryLock() != null;
            } catch (OverlappingFileLockException e) {
                taken = false;
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
            if (!taken) {
                return Optional.empty();
            }
            HELD.add(real);
            return Optional.of(new DirectoryLock(real, channel));
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (channel.isOpen()) {
                HELD.remove(directory);
                channel.close();
            }
        }
    }
}
