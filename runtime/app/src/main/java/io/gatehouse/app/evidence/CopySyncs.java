package io.gatehouse.app.evidence;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Brings archived copies to the disk while the command that names them is decided (ADR 0077).
 *
 * <p>The journal asks {@link #await} before each write: no event is written before every copy that
 * was {@linkplain #require required} until then is durable, be it by another command. A copy that
 * could not be brought to the disk refuses every write from then on. Thread-safe.
 */
public final class CopySyncs implements AutoCloseable {

    /** Callers at one time are few, and the disk is one. */
    private static final int THREADS = 4;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final Set<Ticket> required = ConcurrentHashMap.newKeySet();

    public CopySyncs() {
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "gatehouse-archive");
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** The copies of one command, on their way to the disk. */
    public static final class Ticket {

        /** Nothing to wait for. */
        public static final Ticket NOTHING = new Ticket(done());

        private final Future<Void> synced;

        private Ticket(Future<Void> synced) {
            this.synced = synced;
        }

        private static Future<Void> done() {
            FutureTask<Void> nothing = new FutureTask<>(() -> null);
            nothing.run();
            return nothing;
        }
    }

    /** Begins to sync; the copies belong to this object from now on. */
    public Ticket begin(IncomingCopies copies) {
        if (copies.isEmpty()) {
            return Ticket.NOTHING;
        }
        FutureTask<Void> sync =
                new FutureTask<>(
                        () -> {
                            copies.sync();
                            return null;
                        });
        try {
            threads.execute(sync);
        } catch (RejectedExecutionException e) {
            copies.discard(); // closed: the engine takes no command either
            sync.cancel(false);
        }
        return new Ticket(sync);
    }

    /** From now on the journal is not written before these copies are durable. */
    public void require(Ticket ticket) {
        if (ticket != Ticket.NOTHING) {
            required.add(ticket);
        }
    }

    /**
     * Returns when all that was required before the call is durable; not to be interrupted.
     *
     * @throws IOException when something of it is not
     */
    public void await() throws IOException {
        for (Ticket ticket : required) {
            await(ticket.synced);
            required.remove(ticket);
        }
    }

    private static void await(Future<Void> synced) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    synced.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (CancellationException e) {
            throw new IOException("archived evidence was not synced", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error fatal) {
                throw fatal;
            }
            throw new IOException("archived evidence could not be synced", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns when nothing of it touches the disk any more. */
    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
