package io.gatehouse.app.workspace;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The stop that waits for nothing: neither for the writer lock nor for space on the disk.
 *
 * <p>A latch is a file that was made in advance and is renamed into {@code halt/}. Every halt has a
 * name of its own, and only latches that were known when a resume was decided are taken away: a
 * halt that falls into the moment of a resume is not lost. Safe to call from any process.
 */
public final class HaltLatch {

    private static final int SPARES = 4;

    private final Path halt;
    private final Path spare;

    public HaltLatch(Workspace workspace) {
        this.halt = workspace.halt();
        this.spare = workspace.spareLatches();
    }

    /** Makes the latches that are missing in stock. */
    public void stock() throws IOException {
        for (int i = 1; i <= SPARES; i++) {
            Path latch = spare.resolve("latch-" + i);
            if (!Files.exists(latch, LinkOption.NOFOLLOW_LINKS)) {
                DurableFiles.create(latch, "gatehouse halt\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /**
     * Drops one latch.
     *
     * @throws IOException when not even an empty file can be made: then nothing was stopped here,
     *     and the caller must say so loudly
     */
    public void drop() throws IOException {
        Path target = halt.resolve("halted-" + UUID.randomUUID());
        for (int i = 1; i <= SPARES; i++) {
            try {
                Files.move(spare.resolve("latch-" + i), target, StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.forceDirectory(halt);
                return;
            } catch (IOException e) {
                // Used up or in use by another halt: try the next one.
                continue;
            }
        }
        DurableFiles.create(target, new byte[0]);
    }

    /** Whether anything is in the halt directory; an unreadable one counts as a halt. */
    public boolean isDown() {
        try {
            return !latches().isEmpty();
        } catch (IOException e) {
            // A directory that cannot be looked into may hold a latch.
            return true;
        }
    }

    /** The latches that are down now. */
    public List<Path> latches() throws IOException {
        List<Path> latches = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(halt)) {
            all.forEach(latches::add);
        }
        return latches;
    }

    /** Lifts exactly these latches; those that came later stay. */
    public void lift(List<Path> known) throws IOException {
        for (Path latch : known) {
            Files.deleteIfExists(latch);
        }
        DurableFiles.forceDirectory(halt);
    }
}
