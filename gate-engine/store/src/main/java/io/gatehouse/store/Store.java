package io.gatehouse.store;

import io.gatehouse.store.StoreFault.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The embedded store of one workspace: an H2 file with the read model and the job queue.
 *
 * <p>Open it in the process that holds the writer lock; a second opening is refused with {@link
 * StoreFault.Kind#LOCKED}. When it is {@linkplain StoreFault#isCuredByDiscarding unusable}, {@link
 * #discard} it, open it anew, and let {@link Projector#synchronise} and the caller's refilling of
 * the {@link ActionQueue} rebuild it from the journal. Thread-safe.
 */
public final class Store implements AutoCloseable {

    private final Database database;
    private final ReadModel readModel;
    private final Projector projector;
    private final ActionQueue queue;

    private Store(Database database, InstantSource clock) {
        this.database = database;
        readModel = new ReadModel(database);
        projector = new Projector(database, readModel);
        queue = new ActionQueue(database, clock);
    }

    /**
     * Opens the store in a directory, which is made when it is not there.
     *
     * @param clock when jobs are due
     * @throws StoreFault when it is locked, corrupt, of another build, or the disk does not serve
     */
    public static Store open(Path directory, InstantSource clock) {
        Database database = Database.open(directory);
        try {
            Store store = new Store(database, clock);
            store.queue.recover();
            return store;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Deletes the store in a directory, if there is one; the journal is untouched.
     *
     * @throws StoreFault LOCKED when it is open, here or in another process: deleting a file
     *     beneath a running database would give two histories
     */
    public static void discard(Path directory) {
        Path file = Database.fileIn(directory);
        try {
            if (Files.exists(file)) {
                refuseWhenOpen(file);
            }
            if (!Files.isDirectory(directory)) {
                return;
            }
            List<Path> files;
            try (Stream<Path> all = Files.list(directory)) {
                files = all.filter(path -> isOurs(path.getFileName().toString())).toList();
            }
            for (Path path : files) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new StoreFault(Kind.UNAVAILABLE, "the store cannot be deleted", e);
        }
    }

    private static boolean isOurs(String name) {
        return name.startsWith(Database.FILE + ".") && name.contains(".db");
    }

    private static void refuseWhenOpen(Path file) throws IOException {
        if (Database.isOpen(file.toRealPath())) {
            throw new StoreFault(Kind.LOCKED, "the store is open in this process");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new StoreFault(Kind.LOCKED, "the store is open in another process");
            }
        } catch (OverlappingFileLockException e) {
            // Ours, and not open: H2 keeps the channel of a file that it found damaged while
            // opening
            // it. Deleting it is the cure that was promised.
            return;
        }
    }

    /** What can be asked. */
    public ReadModel readModel() {
        return readModel;
    }

    /** What keeps the read model in step with the journal. */
    public Projector projector() {
        return projector;
    }

    /** The jobs that are to be run. */
    public ActionQueue queue() {
        return queue;
    }

    @Override
    public void close() {
        database.close();
    }
}
