package io.gatehouse.adapter.liverouter.venue.xchange;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The nonces of one key, and whose turn it is to send with it.
 *
 * <p>The venue refuses a request whose nonce is not above the last that it saw. Two requests under
 * way at once may overtake each other, so one is sent only when the other was answered or given up.
 * There is one sequence for each key in a process, whoever asks for it. Nonces are microseconds of
 * the clock, or one more than the last: they rise over a restart as long as the clock does, and
 * where it does not the venue refuses definitively. Another process should have a key of its own.
 * Thread-safe, first come first served.
 */
final class KrakenSequence {

    private static final ConcurrentMap<String, KrakenSequence> BY_KEY = new ConcurrentHashMap<>();
    private static final long MICROS = 1_000_000;
    private static final int NANOS = 1_000;

    private final ReentrantLock turn = new ReentrantLock(true);
    private long last;

    private KrakenSequence() {}

    static KrakenSequence of(String key) {
        return BY_KEY.computeIfAbsent(key, k -> new KrakenSequence());
    }

    /** A request that is given its nonce. */
    interface Call<T> {
        T send(long nonce) throws IOException;
    }

    /** The request never left: nothing can have come of it. */
    static final class NotSentException extends IOException {
        private static final long serialVersionUID = 1L;

        NotSentException(String why) {
            super(why);
        }
    }

    /**
     * Sends when it is its turn.
     *
     * @param patience how long that is waited for
     * @throws NotSentException when it did not come in time, or the thread was interrupted
     */
    <T> T inTurn(Clock clock, Duration patience, Call<T> call) throws IOException {
        return inTurn(clock, patience, 1, call);
    }

    /**
     * Sends several when it is their turn, behind one another on one connection, where none can
     * overtake another: the nonce given is that of the first, and each next is one more.
     *
     * @throws NotSentException when it did not come in time, or the thread was interrupted
     */
    <T> T inTurn(Clock clock, Duration patience, int count, Call<T> call) throws IOException {
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NotSentException("another request with this key is under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSentException("interrupted before it was sent");
        }
        try {
            Instant now = clock.instant();
            long micros = now.getEpochSecond() * MICROS + now.getNano() / NANOS;
            long first = Math.max(last + 1, micros);
            last = first + count - 1;
            return call.send(first);
        } finally {
            turn.unlock();
        }
    }
}
