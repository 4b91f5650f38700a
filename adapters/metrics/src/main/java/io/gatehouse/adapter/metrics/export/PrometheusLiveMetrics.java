package io.gatehouse.adapter.metrics.export;

import io.gatehouse.configuration.alerts.LiveMetricCatalogue;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The metrics of one router in a registry of its own. Everything that an alert needs is shown as 0
 * from the start, but the lease, which is not held until the router says so.
 */
public final class PrometheusLiveMetrics implements LiveMetrics, Exposition {

    private static final UnaryOperator<String> NO_LABELS = label -> "";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final LabelValues allowed;
    private final Map<String, CounterDataPoint> others = new HashMap<>();
    private final SortedMap<String, VenueCounters> venues = new TreeMap<>();
    private final Map<Order, ChannelCounters> channels = new ConcurrentHashMap<>();
    private final LatencyRecorder decisions = new LatencyRecorder();
    private final GaugeDataPoint[] states = new GaugeDataPoint[State.values().length];
    private final AtomicBoolean killed = new AtomicBoolean();
    private final ClientMetrics metrics;
    private final GaugeDataPoint queue;
    private final GaugeDataPoint leaseHeld;
    private final GaugeDataPoint leaseRemaining;
    private final GaugeDataPoint killEngaged;
    private final CounterDataPoint kills;
    private final CounterDataPoint missingIds;
    private final CounterDataPoint bindingHits;
    private final CounterDataPoint bindingMisses;
    private final CounterDataPoint logFailures;

    private record Order(String exchange, String symbol, String portfolio, String route) {
        String value(String label) {
            return switch (label) {
                case "exchange" -> exchange;
                case "symbol" -> symbol;
                case "portfolio" -> portfolio;
                case "route" -> route;
                default -> throw new IllegalArgumentException("a label that orders do not have");
            };
        }
    }

    public PrometheusLiveMetrics(LabelValues allowed) {
        this.allowed = allowed;
        metrics = new ClientMetrics(registry, this::summaries);
        for (String label : Set.of("exchange", "symbol", "portfolio", "route")) {
            others.put(label, metrics.counter("live_metrics_other_total", l -> label));
        }
        allowed.exchanges().forEach(e -> venues.put(e, new VenueCounters(metrics, e)));
        venues.put(LabelValues.OTHER, new VenueCounters(metrics, LabelValues.OTHER));
        for (State state : State.values()) {
            String text = state.name().toLowerCase(Locale.ROOT);
            states[state.ordinal()] = metrics.gauge("live_trading_state", l -> text);
        }
        queue = metrics.gauge("live_execution_queue_depth", NO_LABELS);
        leaseHeld = metrics.gauge("live_lease_held", NO_LABELS);
        leaseRemaining = metrics.gauge("live_lease_remaining_seconds", NO_LABELS);
        killEngaged = metrics.gauge("live_kill_engaged", NO_LABELS);
        kills = metrics.counter("live_kill_total", NO_LABELS);
        missingIds = metrics.counter("live_orders_rejected_missing_client_id_total", NO_LABELS);
        bindingHits = metrics.counter("live_cancel_binding_hit_total", NO_LABELS);
        bindingMisses = metrics.counter("live_cancel_binding_miss_total", NO_LABELS);
        logFailures = metrics.counter("live_router_log_failures_total", NO_LABELS);
        metrics.counter("live_router_fallbacks_total", NO_LABELS);
    }

    private void summaries(String name, BiConsumer<String, LatencyFigures> to) {
        if (name.equals("live_decision_latency_seconds")) {
            to.accept("", decisions.figures());
        } else {
            venues.forEach((exchange, counters) -> to.accept(exchange, counters.figures()));
        }
    }

    @Override
    public Channel channel(String exchange, String symbol, String portfolio, String route) {
        Order order =
                new Order(
                        bounded("exchange", allowed.exchanges(), exchange),
                        bounded("symbol", allowed.symbols(), symbol),
                        bounded("portfolio", allowed.portfolios(), portfolio),
                        bounded("route", allowed.routes(), route));
        return channels.computeIfAbsent(order, o -> new ChannelCounters(metrics, o::value));
    }

    @Override
    public VenueMetrics venue(String exchange) {
        VenueCounters counters = venues.get(bounded("exchange", allowed.exchanges(), exchange));
        return counters == null ? venues.get(LabelValues.OTHER) : counters;
    }

    /** A value from outside must not make a series: the memory would be the sender's to fill. */
    private String bounded(String label, SortedSet<String> values, String value) {
        if (values.contains(value)) {
            return value;
        }
        others.get(label).inc(1L);
        return LabelValues.OTHER;
    }

    @Override
    public void decided(long nanos) {
        decisions.record(nanos);
    }

    /** Decisions since the start. */
    public LatencyFigures decisions() {
        return decisions.figures();
    }

    @Override
    public void queueDepth(int orders) {
        queue.set(orders);
    }

    @Override
    public void rejectedMissingClientId() {
        missingIds.inc(1L);
    }

    @Override
    public void cancelBinding(boolean hit) {
        (hit ? bindingHits : bindingMisses).inc(1L);
    }

    @Override
    public void lease(boolean held, Duration remaining) {
        leaseHeld.set(held ? 1 : 0);
        leaseRemaining.set(held ? Math.max(0, remaining.toMillis() / 1e3) : 0);
    }

    @Override
    public void state(State state) {
        for (int i = 0; i < states.length; i++) {
            states[i].set(i == state.ordinal() ? 1 : 0);
        }
    }

    @Override
    public void kill(boolean engaged) {
        if (killed.getAndSet(engaged) != engaged && engaged) {
            kills.inc(1L);
        }
        killEngaged.set(engaged ? 1 : 0);
    }

    @Override
    public void routerLogFailed() {
        logFailures.inc(1L);
    }

    @Override
    public MetricSnapshots snapshots(Predicate<String> wanted) {
        return registry.scrape(wanted);
    }

    /** What may be exported. */
    public static LiveMetricCatalogue catalogue() {
        return LiveMetricCatalogue.standard();
    }
}
