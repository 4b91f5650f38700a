package io.gatehouse.app.evidence;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A copy of evidence that is written under another name and neither synced nor in its place. Used
 * by one thread at a time.
 */
final class IncomingCopy {

    private final Path target;
    private final Optional<Written> written;
    private boolean placed;

    private record Written(Path file, FileChannel channel) {}

    private IncomingCopy(Path target, Optional<Written> written) {
        this.target = target;
        this.written = written;
    }

    /** Writes a copy beside its place, under a name that nothing reads. */
    static IncomingCopy write(Path target, byte[] bytes) throws IOException {
        Path file = target.resolveSibling("incoming-" + UUID.randomUUID() + ".tmp");
        return new IncomingCopy(
                target, Optional.of(new Written(file, DurableFiles.writeUnsynced(file, bytes))));
    }

    /** A copy that is in its place: who put it there may not have come to the directory's sync. */
    static IncomingCopy there(Path target) {
        return new IncomingCopy(target, Optional.empty());
    }

    Path directory() {
        return target.getParent();
    }

    /** Brings the bytes to the disk. */
    void force() throws IOException {
        if (written.isPresent()) {
            try (FileChannel channel = written.get().channel()) {
                channel.force(true);
            }
        }
    }

    /** Gives the synced bytes their name, which is durable when the directory was synced. */
    void place() throws IOException {
        if (written.isPresent()) {
            Files.move(written.get().file(), target, StandardCopyOption.ATOMIC_MOVE);
        }
        placed = true;
    }

    /** Removes what did not come to its place. */
    void discard() throws IOException {
        if (written.isPresent() && !placed) {
            written.get().channel().close();
            Files.deleteIfExists(written.get().file());
        }
    }
}
