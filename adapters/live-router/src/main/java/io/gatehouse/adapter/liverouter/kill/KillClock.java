package io.gatehouse.adapter.liverouter.kill;

import java.util.concurrent.locks.LockSupport;

/** Port: the monotonic clock and the pause between two rounds of cancels. Thread-safe. */
public interface KillClock {

    long nanos();

    /** Waits about so long; may return early. */
    void pause(long nanos);

    /** The clock of this machine. */
    static KillClock system() {
        return new KillClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };
    }
}
