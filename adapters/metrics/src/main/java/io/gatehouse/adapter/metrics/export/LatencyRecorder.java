package io.gatehouse.adapter.metrics.export;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Latencies since the start, with quantiles to three significant digits. Recording is wait-free and
 * allocates nothing; reading is serialised. Longer than ten minutes counts as ten minutes.
 */
final class LatencyRecorder {

    /** In nanoseconds. */
    static final long LONGEST = 600_000_000_000L;

    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(LONGEST, DIGITS);
    private final LongAdder sum = new LongAdder();
    private final Histogram total = new Histogram(LONGEST, DIGITS);
    private Histogram spare = recorder.getIntervalHistogram();

    void record(long nanos) {
        long bounded = Math.max(0, Math.min(LONGEST, nanos));
        recorder.recordValue(bounded);
        sum.add(bounded);
    }

    synchronized LatencyFigures figures() {
        spare = recorder.getIntervalHistogram(spare);
        total.add(spare);
        return new LatencyFigures(
                total.getTotalCount(),
                sum.sum(),
                total.getValueAtPercentile(50),
                total.getValueAtPercentile(99),
                total.getValueAtPercentile(99.9));
    }
}
