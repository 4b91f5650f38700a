package io.gatehouse.adapter.risklabs.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Computes cells on a fixed number of threads of this process.
 *
 * <p>A run has threads of its own, so that runs do not wait for each other and nothing is left
 * running after one. The first cell that fails ends the run; cells that were not begun are not
 * computed. Thread-safe.
 */
public final class ThreadGridRunner implements GridRunner {

    private static final int MOST_THREADS = 256;

    private final int threads;

    /**
     * A runner.
     *
     * @param threads 1 to {@value #MOST_THREADS}
     */
    public ThreadGridRunner(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads must be 1 to " + MOST_THREADS);
        }
        this.threads = threads;
    }

    /**
     * {@inheritDoc}
     *
     * @throws CancellationException if the calling thread was interrupted; it still is afterwards,
     *     and so was each thread that was computing
     */
    @Override
    public <C, R> List<R> run(List<C> cells, Function<C, R> compute, Progress progress) {
        List<C> all = List.copyOf(cells);
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads,
                        work -> {
                            Thread thread = new Thread(work, "risk-labs-grid");
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            ExecutorCompletionService<R> done = new ExecutorCompletionService<>(pool);
            List<Future<R>> futures = new ArrayList<>(all.size());
            all.forEach(cell -> futures.add(done.submit(() -> result(cell, compute))));
            pool.shutdown();
            for (int count = 1; count <= all.size(); count++) {
                // in the order of completion: a failure ends the run when it happens, and progress
                // is told by one thread, so it never goes back
                done.take().get();
                progress.done(count, all.size());
            }
            List<R> results = new ArrayList<>(all.size());
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("the run was interrupted; no result is handed out");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            // each computation below throws only this, with the cell's own failure as its cause
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause().getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static <C, R> R result(C cell, Function<C, R> compute) {
        try {
            return Objects.requireNonNull(compute.apply(cell), "a cell came to nothing");
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException("the cell failed: " + name(cell), e);
        }
    }

    private static String name(Object cell) {
        return cell instanceof Cell each ? each.name() : String.valueOf(cell);
    }
}
