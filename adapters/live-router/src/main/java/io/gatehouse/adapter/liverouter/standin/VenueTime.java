package io.gatehouse.adapter.liverouter.standin;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** The stand-in's own clock, which may be wrong by a settable skew. Thread-safe. */
final class VenueTime {

    private final Clock clock;
    private final AtomicLong skew = new AtomicLong();

    VenueTime(Clock clock) {
        this.clock = clock;
    }

    long millis() {
        return clock.millis() + skew.get();
    }

    void skew(long millis) {
        skew.set(millis);
    }
}
