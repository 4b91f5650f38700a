package io.gatehouse.adapter.liverouter.venue.xchange;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Interrupts callers whose time is over; one thread for all of them.
 *
 * <p>The JDK's client bounds the time until an answer's head, wakes its selector for each bound,
 * and hands an answer that is waited for with a bound to yet another thread. Here an answer in time
 * wakes nobody: the thread sleeps until the earliest end that it knew of when it last looked, and
 * is woken only for an earlier one. An interrupt by somebody else stays with the caller, also when
 * the time is over as well. Thread-safe.
 */
final class Deadlines {

    private static final Deadlines SHARED = new Deadlines();

    private final Set<Watch> pending = ConcurrentHashMap.newKeySet();
    private volatile long wake;
    private volatile boolean idle;
    private final Thread thread;

    private Deadlines() {
        thread = new Thread(this::run, "venue-deadlines");
        thread.setDaemon(true);
        thread.start();
    }

    /** The calling thread is interrupted when so many nanoseconds have passed. */
    static Watch watch(long nanos) {
        return SHARED.add(new Watch(Thread.currentThread(), System.nanoTime() + nanos));
    }

    private Watch add(Watch watch) {
        pending.add(watch);
        if (idle || watch.end - wake < 0) {
            LockSupport.unpark(thread);
        }
        return watch;
    }

    private enum State {
        RUNNING,
        EXPIRING,
        EXPIRED,
        DONE
    }

    /** One call's time. */
    static final class Watch {
        private final Thread caller;
        private final long end;
        private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
        private boolean ours;

        /** For the thread that calls; {@code end} as {@link System#nanoTime} counts. */
        Watch(Thread caller, long end) {
            this.caller = caller;
            this.end = end;
        }

        /**
         * Ends it, by the caller itself; no interrupt of ours comes or stays afterwards.
         *
         * @param interrupted whether the caller was just thrown out of its wait by an interrupt
         * @return whether its time was over
         */
        boolean expired(boolean interrupted) {
            SHARED.pending.remove(this);
            if (state.compareAndSet(State.RUNNING, State.DONE)) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return false;
            }
            while (state.get() == State.EXPIRING) {
                Thread.onSpinWait();
            }
            // ours is not to be taken for somebody else's by whatever this thread does next; one
            // that came besides is somebody's who wants this thread to end
            int came = (interrupted ? 1 : 0) + (Thread.interrupted() ? 1 : 0);
            if (came > (ours ? 1 : 0)) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        /** Its time is over. */
        void expire() {
            if (state.compareAndSet(State.RUNNING, State.EXPIRING)) {
                // a second interrupt beside one that waits to be noticed would melt into it
                ours = !caller.isInterrupted();
                if (ours) {
                    caller.interrupt();
                }
                state.set(State.EXPIRED);
            }
        }
    }

    private void run() {
        while (true) {
            OptionalLong next = sweep();
            if (next.isEmpty()) {
                idle = true;
                if (pending.isEmpty()) { // after the flag: who adds now sees it and wakes us
                    LockSupport.park(this);
                }
                idle = false;
                continue;
            }
            wake = next.getAsLong();
            // who added before that was written woke nobody, and is seen by this look; who adds
            // later compares with what was written, so that it is slept no longer than until then
            OptionalLong seen = sweep();
            long now = System.nanoTime();
            long pause = Math.min(wake - now, seen.orElse(wake) - now);
            LockSupport.parkNanos(this, Math.max(1, pause));
        }
    }

    /** Expires what is due; the earliest end of the others. */
    private OptionalLong sweep() {
        long now = System.nanoTime();
        OptionalLong earliest = OptionalLong.empty();
        for (Watch each : pending) {
            if (each.end - now <= 0) {
                pending.remove(each);
                each.expire();
            } else if (earliest.isEmpty() || each.end - earliest.getAsLong() < 0) {
                earliest = OptionalLong.of(each.end);
            }
        }
        return earliest;
    }
}
