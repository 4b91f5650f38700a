package io.gatehouse.adapter.metrics.export;

/**
 * Latencies since the start, in nanoseconds; all zero while there are none.
 *
 * @param p50 half were not longer
 * @param p99 99 of 100 were not longer
 * @param p999 999 of 1000 were not longer
 */
public record LatencyFigures(long count, long sum, long p50, long p99, long p999) {

    /** In microseconds, as decisions are told. */
    public double micros(long nanos) {
        return nanos / 1e3;
    }

    /** In milliseconds, as venues are told. */
    public double millis(long nanos) {
        return nanos / 1e6;
    }
}
