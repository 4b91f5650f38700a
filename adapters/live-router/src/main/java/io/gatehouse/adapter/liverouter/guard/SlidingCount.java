package io.gatehouse.adapter.liverouter.guard;

import java.util.Arrays;

/** Whether so many events lie within a time: exact, mostly without allocation. For one thread. */
final class SlidingCount {

    private static final int FIRST = 8;

    private final int limit;
    private long[] times;
    private final long windowNanos;
    private long count;

    SlidingCount(int limit, long windowNanos) {
        this(limit, windowNanos, limit);
    }

    private SlidingCount(int limit, long windowNanos, int first) {
        if (limit < 1 || limit > 1_000_000 || windowNanos < 1) {
            throw new IllegalArgumentException("1 to 1,000,000 events in a time above zero");
        }
        this.limit = limit;
        this.times = new long[Math.min(limit, first)];
        this.windowNanos = windowNanos;
    }

    /** One of many: it takes little memory until it has counted much. */
    static SlidingCount growing(int limit, long windowNanos) {
        return new SlidingCount(limit, windowNanos, FIRST);
    }

    /** Whether the limit is reached: one more would be one too many. */
    boolean full(long now) {
        // The slot that the next event takes holds the one that is 'limit' events ago.
        return count >= limit && now - oldest() < windowNanos;
    }

    void add(long now) {
        if (count == times.length && count < limit) {
            times = Arrays.copyOf(times, (int) Math.min(limit, 2 * count));
        }
        times[(int) (count % times.length)] = now;
        count++;
    }

    /** Whether nothing that was counted is within the time any more. */
    boolean idle(long now) {
        return count == 0 || now - times[(int) ((count - 1) % times.length)] >= windowNanos;
    }

    private long oldest() {
        return times[(int) (count % times.length)];
    }
}
