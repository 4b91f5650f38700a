package io.gatehouse.configuration.check;

import java.util.Set;

/** The series that the live router exports (existing router's metrics, formats page 4.3). */
final class RouterSeries {

    private static final Set<String> HISTOGRAMS =
            Set.of("live_execution_latency_seconds", "live_orders_fill_ratio");

    private static final Set<String> OTHERS =
            Set.of(
                    "live_orders_attempts_total",
                    "live_orders_total",
                    "live_orders_success_total",
                    "live_orders_failed_total",
                    "live_orders_errors_total",
                    "live_orders_fallback_total",
                    "live_router_fallbacks_total",
                    "live_router_failures_total",
                    "live_orders_rejected_missing_client_id_total",
                    "live_orders_reconciled_total",
                    "live_orders_reconcile_failed_total",
                    "live_cancel_binding_hit_total",
                    "live_cancel_binding_miss_total",
                    "live_breaker_open",
                    "live_execution_queue_depth");

    private RouterSeries() {}

    static boolean isKnown(String series) {
        if (OTHERS.contains(series)) {
            return true;
        }
        for (String part : new String[] {"_bucket", "_sum", "_count"}) {
            if (series.endsWith(part)
                    && HISTOGRAMS.contains(series.substring(0, series.length() - part.length()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name lies in the router's name space. */
    static boolean isRouters(String series) {
        return series.startsWith("live_");
    }
}
