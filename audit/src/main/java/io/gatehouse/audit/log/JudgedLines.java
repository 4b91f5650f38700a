package io.gatehouse.audit.log;

import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Lines in the order of a log, each judged for itself; of a long log several batches at once, since
 * what a line says of itself needs no other line.
 *
 * <p>Memory is bounded by a few batches, each of at most {@value #BATCH_BYTES} bytes and one line.
 * Confined to one thread, which is the one that reads; a log of one batch starts no other.
 */
final class JudgedLines implements AutoCloseable {

    private static final int BATCH_LINES = 128;
    private static final int BATCH_BYTES = 128 * 1024;

    private final LineReader reader;
    private final Supplier<LineVerifier> judges;
    private final int workers;

    /** Those that no thread uses at the moment. */
    private final Queue<LineVerifier> idle = new ConcurrentLinkedQueue<>();

    private final Deque<Future<List<JudgedLine>>> underWay = new ArrayDeque<>();
    private Iterator<JudgedLine> ready = List.<JudgedLine>of().iterator();
    private Optional<ExecutorService> pool = Optional.empty();
    private Optional<LineReading.End> end = Optional.empty();
    private boolean begun;

    /**
     * @param judges makes one judge for each thread
     * @param workers how many threads may judge, at least 1
     */
    JudgedLines(LineReader reader, Supplier<LineVerifier> judges, int workers) {
        this.reader = reader;
        this.judges = judges;
        this.workers = workers;
    }

    /** The next line; empty after the last. */
    Optional<JudgedLine> next() throws IOException {
        if (!ready.hasNext()) {
            ready = nextBatch().iterator();
        }
        return ready.hasNext() ? Optional.of(ready.next()) : Optional.empty();
    }

    /** What the reader said at the end; only after {@link #next} was empty. */
    LineReading.End end() {
        return end.orElseThrow();
    }

    private List<JudgedLine> nextBatch() throws IOException {
        if (!begun || workers == 1) {
            begun = true;
            return judge(read());
        }
        while (end.isEmpty() && underWay.size() <= workers) {
            List<LineReading> batch = read();
            if (!batch.isEmpty()) {
                underWay.add(pool().submit(() -> judge(batch)));
            }
        }
        return underWay.isEmpty() ? List.of() : await(underWay.remove());
    }

    private List<LineReading> read() throws IOException {
        List<LineReading> batch = new ArrayList<>(BATCH_LINES);
        long bytes = 0;
        while (end.isEmpty() && batch.size() < BATCH_LINES && bytes < BATCH_BYTES) {
            LineReading reading = reader.next();
            if (reading instanceof LineReading.End last) {
                end = Optional.of(last);
            } else {
                batch.add(reading);
                bytes += reading instanceof LineReading.Line line ? line.bytes().length : 0;
            }
        }
        return batch;
    }

    private List<JudgedLine> judge(List<LineReading> batch) {
        LineVerifier judge = Optional.ofNullable(idle.poll()).orElseGet(judges);
        List<JudgedLine> judged = new ArrayList<>(batch.size());
        batch.forEach(reading -> judged.add(judge.judge(reading)));
        idle.add(judge);
        return judged;
    }

    private static List<JudgedLine> await(Future<List<JudgedLine>> batch) throws IOException {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the verification was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault
                    ? fault
                    : new IllegalStateException("a line could not be judged", e.getCause());
        }
    }

    private ExecutorService pool() {
        if (pool.isEmpty()) {
            pool =
                    Optional.of(
                            Executors.newFixedThreadPool(
                                    workers,
                                    task -> {
                                        Thread thread = new Thread(task, "gatehouse-verify");
                                        thread.setDaemon(true);
                                        return thread;
                                    }));
        }
        return pool.get();
    }

    @Override
    public void close() {
        pool.ifPresent(ExecutorService::shutdownNow);
    }
}
