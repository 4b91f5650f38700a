package io.gatehouse.adapter.liverouter.venue.xchange;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The real time and what was added to it: time passes without being waited for. */
final class SkewedClock extends Clock {

    private final AtomicLong skew = new AtomicLong();

    long advance(long millis) {
        return skew.addAndGet(millis);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plusMillis(skew.get());
    }

    @Override
    public long millis() {
        return System.currentTimeMillis() + skew.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
