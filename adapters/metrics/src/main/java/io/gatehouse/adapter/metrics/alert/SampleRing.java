package io.gatehouse.adapter.metrics.alert;

import java.util.Arrays;

/** The newest samples of one series, times rising. Its memory never grows. */
final class SampleRing {

    private final long[] millis;
    private final double[] values;
    private int next;
    private int size;

    SampleRing(int capacity) {
        millis = new long[capacity];
        values = new double[capacity];
    }

    /** Adds one that is younger than all others; an older one is left out. */
    void add(long at, double value) {
        if (size > 0 && at <= newest()) {
            return; // the clock went back: a rate over no time would be infinite
        }
        millis[next] = at;
        values[next] = value;
        next = (next + 1) % millis.length;
        size = Math.min(size + 1, millis.length);
    }

    long newest() {
        return millis[(next - 1 + millis.length) % millis.length];
    }

    double newestValue() {
        return values[(next - 1 + values.length) % values.length];
    }

    /** Samples from a time on to another, both included, oldest first. */
    Window from(long start, long end) {
        long[] times = new long[size];
        double[] found = new double[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            int at = (next - size + i + millis.length) % millis.length;
            if (millis[at] >= start && millis[at] <= end) {
                times[count] = millis[at];
                found[count++] = values[at];
            }
        }
        return new Window(Arrays.copyOf(times, count), Arrays.copyOf(found, count));
    }

    /** Samples in a span of time. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Window(long[] millis, double[] values) {

        /**
         * The rise of a counter over a range that ends at a time, as Prometheus computes it:
         * restarts are added, and what lies beyond the first and last sample is extrapolated, but
         * never below zero and by half an interval at most where samples are missing.
         *
         * @return NaN when there are fewer than two samples
         */
        double increase(long start, long end) {
            int last = values.length - 1;
            if (last < 1) {
                return Double.NaN;
            }
            double rise = values[last] - values[0];
            for (int i = 1; i <= last; i++) {
                rise += values[i] < values[i - 1] ? values[i - 1] : 0;
            }
            double sampled = (millis[last] - millis[0]) / 1e3;
            double average = sampled / last;
            double before = (millis[0] - start) / 1e3;
            double after = (end - millis[last]) / 1e3;
            if (rise > 0 && values[0] >= 0) {
                before = Math.min(before, sampled * (values[0] / rise));
            }
            double limit = average * 1.1;
            double whole = sampled;
            whole += before < limit ? before : average / 2;
            whole += after < limit ? after : average / 2;
            return rise * (whole / sampled);
        }
    }
}
