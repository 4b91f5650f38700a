package io.gatehouse.app.workspace;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The right to write in a workspace: one process at a time, by a lock of the operating system,
 * which a crash releases. Who holds it is written beside it for people; only the lock itself
 * counts.
 *
 * <p>File locks of network file systems are not trusted by this design: a workspace is on a local
 * disk.
 */
public final class WriterLock implements AutoCloseable {

    /** What a process says it holds the lock for when it serves the workspace. */
    public static final String SERVE = "gatehouse serve";

    private static final int LONGEST_NOTE = 1024;
    private static final String UNKNOWN = "an unknown process";

    /** A busy machine may stop a process for long between its lock and its note. */
    private static final int ATTEMPTS = 100;

    private static final long PAUSE_MILLIS = 25;

    /**
     * Lock files that this process has locked, and the monitor of all that opens one. A system of
     * the POSIX kind takes all of a process's locks of a file away when the process closes any
     * channel to it: whoever only looked, or tried in vain, would let another process in.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private final Path note;

    private WriterLock(Path file, FileChannel channel, FileLock lock, Path note) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.note = note;
    }

    /** One name for one file, whichever way led to it. */
    private static Path fileOf(Workspace workspace) throws IOException {
        Path file = workspace.writerLock();
        return file.getParent().toRealPath().resolve(file.getFileName());
    }

    /**
     * Takes the lock or fails: at once when the holder says who it is, within three seconds when it
     * does not.
     *
     * @param verb what the process is about to do, for the message that others get
     * @throws WorkspaceBusy when another process, or another engine of this one, holds it
     */
    public static WriterLock acquire(Workspace workspace, String verb, Instant since)
            throws IOException, WorkspaceBusy {
        Path note = workspace.state().resolve("writer.json");
        for (int attempt = 1; ; attempt++) {
            Optional<WriterLock> taken = tryAcquire(workspace, note, verb, since);
            if (taken.isPresent()) {
                return taken.get();
            }
            Optional<String> holder = named(note);
            if (holder.isPresent() || attempt == ATTEMPTS || !paused()) {
                throw new WorkspaceBusy(holder.orElse(UNKNOWN));
            }
        }
    }

    /** A holder says who it is right after it took the lock, and is silent right before it ends. */
    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<WriterLock> tryAcquire(
            Workspace workspace, Path note, String verb, Instant since) throws IOException {
        Path file = fileOf(workspace);
        Optional<WriterLock> taken = locked(file, note);
        if (taken.isEmpty()) {
            return taken;
        }
        JsonObject holder =
                JsonObject.builder()
                        .put("pid", ProcessHandle.current().pid())
                        .put("verb", verb)
                        .put("since", since.toString())
                        .build();
        try (FileChannel out =
                FileChannel.open(
                        note,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS)) {
            out.write(ByteBuffer.wrap(CanonicalJson.bytes(holder)));
        } catch (IOException e) {
            // The note is a courtesy; a full disk must not keep a writer from recording a halt.
            return taken;
        }
        return taken;
    }

    private static Optional<WriterLock> locked(Path file, Path note) throws IOException {
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return Optional.empty();
            }
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // Held by this very process, through other classes: as busy as any other.
                lock = null;
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock == null) {
                return Optional.empty();
            }
            HELD.add(file);
            return Optional.of(new WriterLock(file, channel, lock, note));
        }
    }

    /**
     * Who holds the lock now, if anybody does; takes it for a moment and writes nothing.
     *
     * @throws IOException when the lock file cannot be looked at
     */
    public static Optional<String> holder(Workspace workspace) throws IOException {
        if (!Files.exists(workspace.writerLock(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path note = workspace.state().resolve("writer.json");
        Path file = fileOf(workspace);
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return Optional.of(holder(note));
            }
            try (FileChannel channel =
                            FileChannel.open(
                                    file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    FileLock lock = channel.tryLock()) {
                return lock == null ? Optional.of(holder(note)) : Optional.empty();
            } catch (OverlappingFileLockException e) {
                return Optional.of(holder(note));
            }
        }
    }

    private static String holder(Path note) {
        return named(note).orElse(UNKNOWN);
    }

    private static Optional<String> named(Path note) {
        try {
            byte[] bytes = Files.readAllBytes(note);
            if (bytes.length > LONGEST_NOTE) {
                return Optional.empty();
            }
            JsonObject holder = StrictJson.readSigned(bytes).objectOrThrow();
            return Optional.of(
                    "process "
                            + holder.integer("pid").orElse(0L)
                            + " ("
                            + holder.text("verb").orElse("?")
                            + ", since "
                            + holder.text("since").orElse("?")
                            + ")");
        } catch (IOException | JsonFaultException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (!channel.isOpen()) {
                return; // by now the lock and its note may be somebody else's
            }
            try {
                Files.deleteIfExists(note);
            } finally {
                HELD.remove(file);
                try (channel) {
                    lock.release();
                }
            }
        }
    }
}
