package io.gatehouse.adapter.risklabs.stress;

import java.time.Duration;

/**
 * How delays grow: {@code multiple x recorded + added}, and a stall in which nothing gets through.
 *
 * @param added to every delay, 0 or more
 * @param multiple of the recorded delay, 1 or more
 * @param stall length of a time in which messages are held back until its end, 0 or more
 */
public record LatencySpike(Duration added, double multiple, Duration stall) {

    /** Nothing changes. */
    public static final LatencySpike NONE = new LatencySpike(Duration.ZERO, 1, Duration.ZERO);

    public LatencySpike {
        if (added.isNegative() || stall.isNegative() || !(multiple >= 1) || multiple > 1e6) {
            throw new IllegalArgumentException("a spike makes delays longer");
        }
    }

    /** The delay without the stall, in nanoseconds. */
    public long delay(long recordedNanos) {
        return Math.addExact(added.toNanos(), StrictMath.round(multiple * recordedNanos));
    }

    /**
     * When messages arrive that were sent at rising times on one connection.
     *
     * <p>A message never overtakes the one before it. One that is sent within the stall waits for
     * its end, and then takes its own delay.
     *
     * @param sent nanoseconds on any clock, rising
     * @param recorded delay of each in nanoseconds
     * @param stallFrom when the stall begins, on the same clock
     */
    public long[] arrivals(long[] sent, long[] recorded, long stallFrom) {
        long[] arrivals = new long[sent.length];
        long stallTo = stallFrom + stall.toNanos();
        long before = Long.MIN_VALUE;
        for (int i = 0; i < sent.length; i++) {
            long leaves = sent[i] >= stallFrom && sent[i] < stallTo ? stallTo : sent[i];
            before = Math.max(before, Math.addExact(leaves, delay(recorded[i])));
            arrivals[i] = before;
        }
        return arrivals;
    }
}
