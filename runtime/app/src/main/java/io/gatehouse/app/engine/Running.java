package io.gatehouse.app.engine;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock under which an engine decides, and whether it still does. What has stopped stays so: a
 * restart reads the journal and completes what is missing. Thread-safe.
 */
final class Running {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean stopped;

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }

    /** Stops, and is to be thrown: a write failed, of which nothing was told to anybody. */
    EngineStopped unwritten(RuntimeException cause) {
        stopped = true;
        return new EngineStopped(
                "the journal could not be written; nothing was acknowledged", cause);
    }

    void require() {
        if (stopped) {
            throw new EngineStopped("the engine was stopped by a failed write", null);
        }
    }
}
