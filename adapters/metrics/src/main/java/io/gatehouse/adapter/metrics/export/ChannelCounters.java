package io.gatehouse.adapter.metrics.export;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Every series that one kind of order touches, found once. */
final class ChannelCounters implements LiveMetrics.Channel {

    private static final double NANOS = 1e9;

    private final CounterDataPoint orders;
    private final CounterDataPoint successes;
    private final CounterDataPoint failures;
    private final CounterDataPoint routerFailures;
    private final CounterDataPoint errors;
    private final CounterDataPoint fallbacks;
    private final CounterDataPoint allFallbacks;
    private final CounterDataPoint[] attempts =
            new CounterDataPoint[LiveMetrics.Result.values().length];
    private final BucketHistogram.Series latency;
    private final BucketHistogram.Series fillRatio;

    /**
     * @param value of each label
     */
    ChannelCounters(ClientMetrics metrics, UnaryOperator<String> value) {
        orders = metrics.counter("live_orders_total", value);
        successes = metrics.counter("live_orders_success_total", value);
        failures = metrics.counter("live_orders_failed_total", value);
        routerFailures = metrics.counter("live_router_failures_total", value);
        errors = metrics.counter("live_orders_errors_total", value);
        fallbacks = metrics.counter("live_orders_fallback_total", value);
        allFallbacks = metrics.counter("live_router_fallbacks_total", value);
        for (LiveMetrics.Result result : LiveMetrics.Result.values()) {
            String text = result.name().toLowerCase(Locale.ROOT);
            attempts[result.ordinal()] =
                    metrics.counter(
                            "live_orders_attempts_total",
                            label -> label.equals("result") ? text : value.apply(label));
        }
        latency = metrics.histogram("live_execution_latency_seconds", value);
        fillRatio = metrics.histogram("live_orders_fill_ratio", value);
    }

    @Override
    public void taken() {
        orders.inc(1L);
    }

    @Override
    public void attempted(LiveMetrics.Result result) {
        attempts[result.ordinal()].inc(1L);
        if (result != LiveMetrics.Result.SUCCESS && result != LiveMetrics.Result.RECONCILED) {
            errors.inc(1L);
        }
    }

    @Override
    public void accepted() {
        successes.inc(1L);
    }

    @Override
    public void failed() {
        failures.inc(1L);
        routerFailures.inc(1L);
    }

    @Override
    public void fellBack() {
        fallbacks.inc(1L);
        allFallbacks.inc(1L);
    }

    @Override
    public void settled(long nanos) {
        latency.observe(Math.max(0, nanos) / NANOS);
    }

    @Override
    public void filled(long filled, long ordered) {
        if (ordered > 0) {
            fillRatio.observe(Math.max(0, Math.min(1.0, (double) filled / ordered)));
        }
    }
}
