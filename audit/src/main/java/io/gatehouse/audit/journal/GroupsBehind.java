package io.gatehouse.audit.journal;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Hands groups on while the next ones are read and verified: of a long journal the reading and what
 * is made of it take about as long, and two processors do both at once.
 *
 * <p>The consumer gets every group in order, one at a time; the first {@value #AT_ONCE} on the
 * caller's thread, so that a short journal starts no other, the rest on a thread of its own. It is
 * at most {@value #BYTES} bytes of journal behind. What it throws is thrown by the next {@link
 * #accept} or by {@link #finish}. Confined to the thread that reads.
 */
final class GroupsBehind implements AutoCloseable {

    private static final int AT_ONCE = 200;
    private static final int BYTES = 4 * 1024 * 1024;

    private final Consumer<JournalGroup> consumer;
    private final BlockingQueue<Optional<JournalGroup>> waiting = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(BYTES);
    private final boolean alone;
    private Optional<Thread> thread = Optional.empty();
    private long seen;
    private volatile boolean givenUp;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    GroupsBehind(Consumer<JournalGroup> consumer) {
        this.consumer = consumer;
        this.alone = Runtime.getRuntime().availableProcessors() == 1;
    }

    void accept(JournalGroup group) {
        seen++;
        if (alone || seen <= AT_ONCE) {
            consumer.accept(group);
            return;
        }
        throwFailure();
        if (thread.isEmpty()) {
            Thread started = new Thread(this::work, "gatehouse-replay");
            started.setDaemon(true);
            started.start();
            thread = Optional.of(started);
        }
        room.acquireUninterruptibly(weight(group));
        waiting.add(Optional.of(group));
    }

    private static int weight(JournalGroup group) {
        return (int) Math.max(1, Math.min(BYTES, group.end() - group.offset()));
    }

    private void work() {
        while (true) {
            Optional<JournalGroup> next;
            try {
                next = waiting.take();
            } catch (InterruptedException e) {
                continue; // the end is told through the queue
            }
            if (next.isEmpty()) {
                return;
            }
            if (failure.isEmpty() && !givenUp) {
                try {
                    consumer.accept(next.get());
                } catch (RuntimeException e) {
                    failure = Optional.of(e);
                } catch (Error e) {
                    failure = Optional.of(new IllegalStateException("a group was not taken", e));
                }
            }
            room.release(weight(next.get()));
        }
    }

    /** Returns when the consumer has taken every group. */
    void finish() {
        join();
        throwFailure();
    }

    private void join() {
        if (thread.isEmpty()) {
            return;
        }
        waiting.add(Optional.empty());
        boolean interrupted = false;
        while (thread.get().isAlive()) {
            try {
                thread.get().join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        thread = Optional.empty();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwFailure() {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Gives up what was not taken yet, and returns when the consumer is left alone. */
    @Override
    public void close() {
        givenUp = true;
        join();
    }
}
