package io.gatehouse.adapter.liverouter.guard;

/** Whether so many events lie within a time: exact, without allocation. For one thread. */
final class SlidingCount {

    private final long[] times;
    private final long windowNanos;
    private long count;

    SlidingCount(int limit, long windowNanos) {
        if (limit < 1 || limit > 1_000_000 || windowNanos < 1) {
            throw new IllegalArgumentException("1 to 1,000,000 events in a time above zero");
        }
        this.times = new long[limit];
        this.windowNanos = windowNanos;
    }

    /** Whether the limit is reached: one more would be one too many. */
    boolean full(long now) {
        // The slot that the next event takes holds the one that is 'limit' events ago.
        return count >= times.length && now - oldest() < windowNanos;
    }

    void add(long now) {
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
