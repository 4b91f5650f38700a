package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The router's lock: who holds it has the ledger, the guards and the lanes to itself. It is given
 * back while a reservation waits for the disk, so that several threads share one wait; what was
 * decided before must then be looked at again.
 */
final class Turn {

    private final ReentrantLock lock = new ReentrantLock();

    void take() {
        lock.lock();
    }

    void giveBack() {
        lock.unlock();
    }

    void run(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T call(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the disk while others have their turns; called by who has it. Within a step of
     * another step nobody else gets a turn: the outer one does not expect it.
     */
    void awaitApart(OrderJournal journal, long place) {
        if (lock.getHoldCount() != 1) {
            journal.await(place);
            return;
        }
        lock.unlock();
        try {
            journal.await(place);
        } finally {
            lock.lock();
        }
    }
}
