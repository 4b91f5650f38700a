package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.alerts.Metric.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every metric that the live router exports: names of the existing system where it has one, and
 * those of the lease, the kill switch and reconciliation. The exporter is built from this list, so
 * that what a rule may name and what is exported cannot differ.
 */
public final class LiveMetricCatalogue {

    /** How an attempt can end. */
    public static final Set<String> RESULTS =
            Set.of(
                    "success",
                    "error",
                    "exception",
                    "auth_error",
                    "api_error",
                    "reconciled",
                    "queue_timeout",
                    "queue_overflow");

    /** States of the router. */
    public static final Set<String> STATES = Set.of("active", "reducing", "halted");

    /** Those of the existing system, with finer ones below: a healthy order takes milliseconds. */
    public static final List<Double> LATENCY_BOUNDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);

    public static final List<Double> FILL_BOUNDS = List.of(0.25, 0.5, 0.75, 1.0);

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private static final LiveMetricCatalogue STANDARD = new LiveMetricCatalogue(all());

    /** Of these two, the first can never be greater: each event of it is one of the second. */
    private static final Map<String, String> PARTS =
            Map.of(
                    "live_orders_success_total", "live_orders_total",
                    "live_orders_failed_total", "live_orders_total",
                    "live_orders_errors_total", "live_orders_attempts_total",
                    "live_orders_fallback_total", "live_orders_total");

    private final SortedMap<String, Metric> metrics = new TreeMap<>();

    LiveMetricCatalogue(Collection<Metric> all) {
        all.forEach(m -> metrics.put(m.name(), m));
    }

    public static LiveMetricCatalogue standard() {
        return STANDARD;
    }

    public Collection<Metric> metrics() {
        return List.copyOf(metrics.values());
    }

    /**
     * A series of a metric.
     *
     * @param suffix {@code _bucket}, {@code _sum}, {@code _count} of a histogram or summary, else
     *     empty
     */
    public record Series(Metric metric, String suffix) {

        public boolean isBucket() {
            return suffix.equals("_bucket");
        }

        /** Whether it only rises. */
        public boolean isCounter() {
            return metric.kind() == Kind.COUNTER || !suffix.isEmpty();
        }
    }

    /** The metric that a series belongs to. */
    public Optional<Series> find(String series) {
        Metric plain = metrics.get(series);
        if (plain != null && plain.kind() != Kind.HISTOGRAM) {
            return Optional.of(new Series(plain, ""));
        }
        for (String suffix : List.of("_bucket", "_sum", "_count")) {
            if (series.endsWith(suffix)) {
                Metric metric = metrics.get(series.substring(0, series.length() - suffix.length()));
                boolean has =
                        metric != null
                                && (metric.kind() == Kind.HISTOGRAM
                                        || (metric.kind() == Kind.SUMMARY
                                                && !suffix.equals("_bucket")));
                if (has) {
                    return Optional.of(new Series(metric, suffix));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether every event of the first series is one of the second. */
    static boolean isPart(String part, String whole) {
        return part.equals(whole) || whole.equals(PARTS.get(part));
    }

    private static List<Metric> all() {
        return List.of(
                Metric.counter("live_orders_total", "Orders taken.", "exchange", "symbol", "route"),
                Metric.counter(
                                "live_orders_attempts_total",
                                "Attempts at a venue, by how they ended.",
                                "exchange")
                        .with("result", RESULTS),
                Metric.counter("live_orders_success_total", "Orders accepted.", "route"),
                Metric.counter(
                        "live_orders_failed_total", "Orders that no venue accepted.", "route"),
                Metric.counter("live_orders_errors_total", "Attempts with an error.", "exchange"),
                Metric.counter(
                        "live_orders_fallback_total", "Orders sent to a later venue.", "route"),
                Metric.counter("live_router_fallbacks_total", "Falls to a later venue."),
                Metric.counter(
                        "live_router_failures_total",
                        "Orders that the router could not place.",
                        "symbol",
                        "portfolio"),
                Metric.histogram(
                        "live_execution_latency_seconds",
                        "From taking an order to its outcome.",
                        NO_LIMIT,
                        LATENCY_BOUNDS,
                        "exchange",
                        "symbol",
                        "portfolio",
                        "route"),
                Metric.histogram(
                        "live_orders_fill_ratio",
                        "Filled share of an order at its end.",
                        1,
                        FILL_BOUNDS,
                        "exchange",
                        "symbol"),
                Metric.counter(
                        "live_orders_rejected_missing_client_id_total",
                        "Orders refused for want of a client order id."),
                Metric.counter(
                        "live_orders_reconciled_total", "Doubts that a look-up ended.", "exchange"),
                Metric.counter(
                        "live_orders_reconcile_failed_total",
                        "Look-ups that ended no doubt.",
                        "exchange"),
                Metric.counter("live_cancel_binding_hit_total", "Cancels whose venue was known."),
                Metric.counter(
                        "live_cancel_binding_miss_total", "Cancels whose venue was not known."),
                Metric.gauge(
                        "live_breaker_open",
                        "1 while the breaker of a venue is open.",
                        1,
                        "exchange"),
                Metric.gauge("live_execution_queue_depth", "Orders that wait.", NO_LIMIT),
                Metric.gauge("live_lease_held", "1 while a lease allows risk.", 1),
                Metric.gauge("live_lease_remaining_seconds", "Until the lease lapses.", NO_LIMIT),
                Metric.gauge("live_trading_state", "1 for the state of the router.", 1)
                        .with("state", STATES),
                Metric.gauge("live_kill_engaged", "1 while the kill switch is latched.", 1),
                Metric.counter("live_kill_total", "Times the kill switch was pulled."),
                Metric.gauge(
                        "live_foreign_orders_open",
                        "Orders at a venue that are not ours.",
                        NO_LIMIT,
                        "exchange"),
                Metric.gauge(
                        "live_unknown_orders_open",
                        "Orders whose fate is not known.",
                        NO_LIMIT,
                        "exchange"),
                Metric.counter(
                        "live_contradictions_total", "Facts that cannot be true.", "exchange"),
                Metric.counter(
                        "live_router_log_failures_total",
                        "Lines of the router log that were not written."),
                Metric.counter(
                                "live_metrics_other_total",
                                "Values outside of the allow-list, counted as other.")
                        .with("label", Set.of("exchange", "symbol", "portfolio", "route")),
                Metric.summary(
                        "live_decision_latency_seconds",
                        "From arrival to bytes handed over, since start."),
                Metric.summary(
                        "live_venue_latency_seconds",
                        "From sending to a venue's answer, since start.",
                        "exchange"));
    }
}
