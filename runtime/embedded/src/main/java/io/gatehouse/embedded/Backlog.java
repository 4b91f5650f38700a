package io.gatehouse.embedded;

import io.gatehouse.core.port.Journal.JournalStopped;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.store.Projector;
import io.gatehouse.store.Projector.Appended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Groups on their way from the journal to the read model, taken in order on a thread of its own:
 * nobody who gives a command waits for the database, and groups that come together share one
 * transaction. A full backlog holds its writer up, so that memory is bounded. Thread-safe.
 */
final class Backlog {

    private static final int CAPACITY = 1_000;

    /** In one transaction. */
    private static final int MOST = 500;

    /** How far the model lags behind at most, while there is little to do. */
    private static final Duration LINGER = Duration.ofMillis(100);

    private static final Item END =
            new Item(
                    Optional.empty(),
                    Pending.durable(io.gatehouse.core.evidence.JournalPosition.START));

    private final BlockingQueue<Item> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Projector projector;
    private final Thread thread;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    private record Item(Optional<Appended> group, Pending pending) {}

    private Backlog(Projector projector) {
        this.projector = projector;
        this.thread = new Thread(this::work, "gatehouse-projection");
        thread.setDaemon(true);
    }

    static Backlog begin(Projector projector) {
        Backlog backlog = new Backlog(projector);
        backlog.thread.start();
        return backlog;
    }

    /** Adds a group, whose rows are made once it is durable. */
    void add(Appended group, Pending pending) {
        put(new Item(Optional.of(group), pending));
    }

    private void put(Item item) {
        boolean interrupted = false;
        while (true) {
            try {
                waiting.put(item);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the model is no longer followed; what comes thereafter is dropped. */
    Optional<RuntimeException> failure() {
        return failure;
    }

    /** Lets everything that was added be taken, and ends. */
    void finish() {
        put(END);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Item> taken = new ArrayList<>();
        boolean ended = false;
        while (!ended) {
            taken.clear();
            try {
                taken.add(waiting.take());
            } catch (InterruptedException e) {
                continue; // nobody interrupts this thread for good: END ends it
            }
            gather(taken);
            ended = taken.remove(END);
            if (failure.isEmpty() && !taken.isEmpty()) {
                try {
                    projector.apply(durable(taken));
                } catch (RuntimeException e) {
                    failure = Optional.of(e);
                }
            }
        }
    }

    /** Takes what comes within the time, so that one transaction and one row serve many events. */
    private void gather(List<Item> taken) {
        long end = System.nanoTime() + LINGER.toNanos();
        waiting.drainTo(taken, MOST - taken.size());
        while (taken.size() < MOST && taken.get(taken.size() - 1) != END) {
            try {
                Item next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return;
                }
                taken.add(next);
                waiting.drainTo(taken, MOST - taken.size());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Those that the journal has; when it stopped, the rest never happened. */
    private static List<Appended> durable(List<Item> items) {
        List<Appended> durable = new ArrayList<>();
        for (Item item : items) {
            try {
                item.pending().await();
            } catch (JournalStopped e) {
                break;
            }
            durable.add(item.group().orElseThrow());
        }
        return durable;
    }
}
