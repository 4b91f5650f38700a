package io.gatehouse.adapter.liverouter.state;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Refreshes a latch again and again, so that a halt of another process is seen. */
public final class LatchWatch implements AutoCloseable {

    private final Thread thread;
    private volatile boolean closed;

    private LatchWatch(TradingLatch latch, Duration every) {
        this.thread =
                new Thread(
                        () -> {
                            while (!closed) {
                                latch.refresh();
                                LockSupport.parkNanos(every.toNanos());
                            }
                        },
                        "trading-latch-watch");
        thread.setDaemon(true);
    }

    /**
     * Starts watching.
     *
     * @param every pause between two looks; 1 ms to 1 s
     */
    public static LatchWatch start(TradingLatch latch, Duration every) {
        if (every.toMillis() < 1 || every.toMillis() > 1_000) {
            throw new IllegalArgumentException("a latch is watched every 1 ms to 1 s");
        }
        LatchWatch watch = new LatchWatch(latch, every);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
