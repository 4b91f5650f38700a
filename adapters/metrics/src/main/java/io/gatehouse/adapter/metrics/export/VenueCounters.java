package io.gatehouse.adapter.metrics.export;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Every series of one venue, found once and shown as 0 from the start. */
final class VenueCounters implements LiveMetrics.VenueMetrics {

    private final LatencyRecorder latency = new LatencyRecorder();
    private final GaugeDataPoint breaker;
    private final GaugeDataPoint unknown;
    private final GaugeDataPoint foreign;
    private final CounterDataPoint reconciled;
    private final CounterDataPoint reconcileFailed;
    private final CounterDataPoint contradictions;

    VenueCounters(ClientMetrics metrics, String exchange) {
        UnaryOperator<String> value = label -> exchange;
        breaker = metrics.gauge("live_breaker_open", value);
        unknown = metrics.gauge("live_unknown_orders_open", value);
        foreign = metrics.gauge("live_foreign_orders_open", value);
        reconciled = metrics.counter("live_orders_reconciled_total", value);
        reconcileFailed = metrics.counter("live_orders_reconcile_failed_total", value);
        contradictions = metrics.counter("live_contradictions_total", value);
        metrics.counter("live_orders_errors_total", value);
        for (LiveMetrics.Result result : LiveMetrics.Result.values()) {
            String text = result.name().toLowerCase(Locale.ROOT);
            metrics.counter(
                    "live_orders_attempts_total",
                    label -> label.equals("result") ? text : exchange);
        }
    }

    LatencyFigures figures() {
        return latency.figures();
    }

    @Override
    public void answered(long nanos) {
        latency.record(nanos);
    }

    @Override
    public void breaker(boolean open) {
        breaker.set(open ? 1 : 0);
    }

    @Override
    public void reconciled() {
        reconciled.inc(1L);
    }

    @Override
    public void reconcileFailed() {
        reconcileFailed.inc(1L);
    }

    @Override
    public void contradiction() {
        contradictions.inc(1L);
    }

    @Override
    public void unknownOrders(int open) {
        unknown.set(open);
    }

    @Override
    public void foreignOrders(int open) {
        foreign.set(open);
    }
}
