package io.gatehouse.systemtests.adversity;

import java.util.concurrent.Semaphore;

/**
 * A disk that brings nothing of the archive's own thread to safety before somebody waits for it: so
 * whoever goes on without waiting is seen, however fast the disk would have been. Thread-safe.
 */
final class Reluctance {

    private static final String ARCHIVE = "gatehouse-archive";

    private final Semaphore permitted = new Semaphore(0);
    private volatile boolean reluctant;

    /** From now on it hesitates. */
    void begin() {
        reluctant = true;
    }

    /** Whoever went on without waiting has been seen. */
    void end() {
        reluctant = false;
        awaited();
    }

    /** Somebody waits: whatever comes until {@link #waited} is done at once. */
    void awaited() {
        permitted.release(Integer.MAX_VALUE / 2);
    }

    void waited() {
        permitted.drainPermits();
    }

    /** Called before each fsync. */
    void hesitate() {
        if (reluctant && Thread.currentThread().getName().equals(ARCHIVE)) {
            permitted.acquireUninterruptibly();
        }
    }
}
