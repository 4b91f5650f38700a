package io.gatehouse.adapter.liverouter.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;

/**
 * Sees that what was only noted reaches the disk soon although nothing is appended after it. Every
 * method is called with the journal's lock; its thread begins with the first note.
 */
final class NoteKeeper {

    /** How long a note may wait for an append to share its wait for the disk. */
    private static final long LINGER_MILLIS = 5;

    private final Condition noted;
    private final ReentrantLock lock;
    private final LongUnaryOperator write;
    private boolean started;
    private boolean idle;
    private boolean over;

    /**
     * @param write writes the group of that number if it is still being gathered, and tells the
     *     number of the group that is to be looked at next; 0 when nothing waits
     */
    NoteKeeper(ReentrantLock lock, LongUnaryOperator write) {
        this.lock = lock;
        this.noted = lock.newCondition();
        this.write = write;
    }

    void noted() {
        if (!started) {
            started = true;
            Thread thread = new Thread(this::run, "order-journal-notes");
            thread.setDaemon(true);
            thread.start();
        } else if (idle) {
            idle = false;
            noted.signal();
        }
    }

    void end() {
        over = true;
        noted.signal();
    }

    private void run() {
        lock.lock();
        try {
            long seen = write.applyAsLong(0);
            while (!over) {
                if (seen == 0) {
                    idle = true;
                    noted.await();
                } else if (!noted.await(LINGER_MILLIS, TimeUnit.MILLISECONDS)) {
                    seen = write.applyAsLong(seen);
                    continue;
                }
                seen = write.applyAsLong(0);
            }
        } catch (InterruptedException e) {
            // nobody but the end of the program interrupts it; the next append or the end writes
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
