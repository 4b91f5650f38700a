package io.gatehouse.adapter.liverouter.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time by which controls count: durations by the monotonic clock, days by the wall clock in
 * UTC.
 *
 * <p>While history is told again after a restart, it shows the time of each event, so that what was
 * sent a second before a crash still counts, and a loss of this morning is not forgotten. For the
 * router's thread.
 */
public final class GuardClock {

    private static final long DAY_MILLIS = 86_400_000L;

    private final InstantSource wall;
    private final LongSupplier monotonicNanos;
    private Optional<Instant> replayed = Optional.empty();
    private long replayedNanos;

    public GuardClock(InstantSource wall, LongSupplier monotonicNanos) {
        this.wall = wall;
        this.monotonicNanos = monotonicNanos;
    }

    long nanos() {
        return replayed.isPresent() ? replayedNanos : monotonicNanos.getAsLong();
    }

    /** Days since 1 January 1970 in UTC. */
    long day() {
        long millis = replayed.isPresent() ? replayed.get().toEpochMilli() : wall.millis();
        return Math.floorDiv(millis, DAY_MILLIS);
    }

    /** Shows the time of an event of the past; one that is dated in the future counts as now. */
    void replay(Instant at) {
        long now = monotonicNanos.getAsLong();
        long ago = Math.max(0, wall.millis() - at.toEpochMilli());
        // beyond a year no window reaches, and nanoseconds might not fit
        long millis = Math.min(ago, 366 * DAY_MILLIS);
        replayed = Optional.of(at);
        replayedNanos = now - millis * 1_000_000L;
    }

    void live() {
        replayed = Optional.empty();
    }
}
