package io.gatehouse.adapter.liverouter.journal;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Computes the seals of what was written, on a thread of its own, so that no order waits for a
 * SHA-384.
 *
 * <p>Takes bytes of whole groups that are on the disk, in their order, from one thread at a time.
 * When the thread does not keep up, whoever gives the next bytes helps: what waits for a seal is
 * bounded, so that a reader need not hold more. Thread-safe.
 */
final class Sealer {

    /** Bytes after which a seal is made although little time has passed. */
    private static final int SOON = 64 * 1024;

    /** Bytes that may wait before the writer helps. */
    private static final int MOST = 4 * 1024 * 1024;

    private static final long POLL_NANOS = 5_000_000;
    private static final int POLLS_PER_SECOND = 200;

    private final boolean beside;
    private final Runnable idle;
    private final Object work = new Object();
    private final Thread thread = new Thread(this::run, "order-journal-seals");

    // guarded by this
    private byte[] gathering = new byte[256 * 1024];
    private int gathered;

    /** How much of it ends with a group: a seal covers no line behind the group that it names. */
    private int whole;

    private long events;
    private boolean asleep = true;
    private boolean over;

    // guarded by work
    private byte[] taken = new byte[256 * 1024];
    private MessageDigest hash;
    private long hashed;
    private long hashedEvents;
    private long sealedEvents;

    private volatile Seal ready;

    /**
     * @param last the last seal that stands in the journal
     * @param beside whether its thread is to run; else seals are made when asked for
     * @param idle called about once a second while something was written since: writes the seal
     *     that is ready when no group comes that could take it along, and the head
     */
    Sealer(Seal last, boolean beside, Runnable idle) {
        this.beside = beside;
        this.hash = last.next();
        this.events = last.events();
        this.hashedEvents = last.events();
        this.sealedEvents = last.events();
        this.idle = idle;
        thread.setDaemon(true);
    }

    /**
     * Takes bytes that are durable.
     *
     * @param nowEvents how many events there are after them; as many as before when no group ends
     *     with them, and then they are sealed with the next that does
     */
    void take(byte[] bytes, int length, long nowEvents) {
        take(bytes, 0, length, nowEvents);
    }

    private void take(byte[] bytes, int from, int length, long nowEvents) {
        boolean full;
        synchronized (this) {
            System.arraycopy(bytes, from, gathering(gathered + length), gathered, length);
            gathered += length;
            if (nowEvents > events) {
                whole = gathered;
                events = nowEvents;
            }
            full = whole > MOST;
            wake();
        }
        if (full) {
            advance(true);
        }
    }

    /**
     * Takes what stands in the journal behind its last seal.
     *
     * @param whole how many of the bytes end with the last group
     */
    void resume(byte[] bytes, int whole, long nowEvents) {
        take(bytes, 0, whole, nowEvents);
        take(bytes, whole, bytes.length - whole, nowEvents);
    }

    private void wake() {
        if (beside && asleep && !over) {
            asleep = false;
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
            LockSupport.unpark(thread);
        }
    }

    /** The buffer that is filled, with room for so many bytes. */
    private byte[] gathering(int length) {
        if (length > gathering.length) {
            gathering = Arrays.copyOf(gathering, Math.max(2 * gathering.length, length));
        }
        return gathering;
    }

    /** The seal that is to be written next; null when there is none. Tell when it was. */
    Seal ready() {
        return ready;
    }

    /** The seal that was ready stands in the journal. */
    void written() {
        ready = null;
    }

    /**
     * Hashes what was gathered.
     *
     * @param now whether a seal is made of it however little it is
     */
    void advance(boolean now) {
        synchronized (work) {
            int length;
            long to;
            synchronized (this) {
                byte[] full = gathering;
                gathering = taken;
                taken = full;
                length = whole;
                to = events;
                gathered -= whole;
                whole = 0;
                System.arraycopy(taken, length, gathering(gathered), 0, gathered);
            }
            hash.update(taken, 0, length);
            hashed += length;
            hashedEvents = to;
            boolean enough = hashedEvents > sealedEvents && (now || hashed >= SOON);
            if (ready == null && enough) {
                Seal seal = Seal.of(hashedEvents, hash);
                hash = seal.next();
                hashed = 0;
                sealedEvents = seal.events();
                ready = seal;
            }
        }
    }

    private void run() {
        int polls = 0;
        while (!isOver()) {
            LockSupport.parkNanos(POLL_NANOS);
            boolean second = ++polls % POLLS_PER_SECOND == 0;
            advance(second);
            if (second) {
                idle.run();
                sleepWhenNothingWaits();
            }
        }
    }

    private void sleepWhenNothingWaits() {
        synchronized (work) {
            synchronized (this) {
                asleep = events == sealedEvents && ready == null && !over;
            }
        }
        while (isAsleep()) {
            LockSupport.park(this);
        }
    }

    private synchronized boolean isAsleep() {
        return asleep;
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Ends the thread; what it has not hashed is for {@link #advance}. */
    void end() {
        synchronized (this) {
            over = true;
            asleep = false;
        }
        LockSupport.unpark(thread);
    }
}
