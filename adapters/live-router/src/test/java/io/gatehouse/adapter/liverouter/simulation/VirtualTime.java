package io.gatehouse.adapter.liverouter.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Time that passes only when told to. */
final class VirtualTime implements InstantSource, LongSupplier {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private long nanos;

    void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos);
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
