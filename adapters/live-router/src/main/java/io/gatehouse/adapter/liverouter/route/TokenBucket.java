package io.gatehouse.adapter.liverouter.route;

/**
 * A rate limit: so many at once, then so many per second. Integer arithmetic on a monotonic clock
 * in nanoseconds; for one thread.
 *
 * <p>Kept as the time at which the bucket will be full again (generic cell rate algorithm), so no
 * rounding adds up.
 */
final class TokenBucket {

    private static final long SECOND = 1_000_000_000L;

    private final long interval;
    private final long tolerance;
    private long full;

    TokenBucket(int perSecond, int burst, long now) {
        // Rounded up: a rate is never exceeded.
        this.interval = (SECOND + perSecond - 1) / perSecond;
        this.tolerance = interval * (burst - 1);
        this.full = now;
    }

    boolean available(long now) {
        return full - now <= tolerance;
    }

    /** Takes one, available or not: what was sent counts. */
    void take(long now) {
        full = (full - now > 0 ? full : now) + interval;
    }
}
