package io.gatehouse.embedded;

import io.gatehouse.store.Store;
import io.gatehouse.store.StoreFault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Opens a store on a thread of its own; one that is unusable is thrown away and made anew. */
final class StoreOpening {

    /**
     * @param discarded why a store that was there was thrown away, if it was
     */
    record Opened(Store store, Optional<StoreFault.Kind> discarded) {}

    private final FutureTask<Opened> task;

    private StoreOpening(FutureTask<Opened> task) {
        this.task = task;
    }

    static StoreOpening begin(Path directory, InstantSource clock) {
        StoreOpening opening = new StoreOpening(new FutureTask<>(() -> open(directory, clock)));
        Thread thread = new Thread(opening.task, "gatehouse-store");
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    private static Opened open(Path directory, InstantSource clock) {
        try {
            return new Opened(Store.open(directory, clock), Optional.empty());
        } catch (StoreFault fault) {
            if (!fault.isCuredByDiscarding()) {
                throw fault;
            }
            Store.discard(directory);
            return new Opened(Store.open(directory, clock), Optional.of(fault.kind()));
        }
    }

    /** Whether {@link #await} would return at once. */
    boolean isDone() {
        return task.isDone();
    }

    /**
     * Waits for the store, not to be interrupted: whoever closes it must know that it is open.
     *
     * @throws RuntimeException when it could not be opened
     */
    Opened await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException known) {
                        throw known;
                    }
                    throw new IllegalStateException("the store did not open", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
