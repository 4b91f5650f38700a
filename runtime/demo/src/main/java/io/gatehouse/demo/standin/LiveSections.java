package io.gatehouse.demo.standin;

import java.util.ArrayList;
import java.util.List;

/**
 * What runbook row 3.2 adds to a configuration: where live orders go, and an alert for each cause
 * that must not go unseen. Lines as they stand below {@code execution:} and {@code alerts:}.
 */
public final class LiveSections {

    /** Two venues that have an adapter: without a second one nothing can fall back. */
    static final String ROUTE = "[binance_spot, loopback_spot]";

    private record Alert(String name, String expression, String severity) {}

    private static final List<Alert> ALERTS =
            List.of(
                    new Alert(
                            "LiveHighLatency",
                            "histogram_quantile(0.95, sum by (exchange, le)"
                                    + " (rate(live_execution_latency_seconds_bucket[1m]))) > 0.75",
                            "warning"),
                    new Alert(
                            "LiveFailureShare",
                            "sum(rate(live_orders_failed_total[1m]))"
                                    + " / sum(rate(live_orders_total[1m])) > 0.05",
                            "critical"),
                    new Alert(
                            "LiveFallback",
                            "increase(live_router_fallbacks_total[5m]) > 3",
                            "warning"),
                    new Alert("LiveBreakerOpen", "live_breaker_open > 0", "warning"),
                    new Alert("LiveLeaseLapsed", "live_lease_held < 1", "critical"),
                    new Alert("LiveKilled", "live_kill_engaged > 0", "critical"),
                    new Alert("LiveUnknownOrders", "live_unknown_orders_open > 0", "critical"),
                    new Alert("LiveForeignOrders", "live_foreign_orders_open > 0", "critical"),
                    new Alert(
                            "LiveContradiction",
                            "increase(live_contradictions_total[5m]) > 0",
                            "critical"),
                    new Alert(
                            "LiveReconcileFailed",
                            "increase(live_orders_reconcile_failed_total[5m]) > 0",
                            "critical"),
                    new Alert(
                            "LiveMissingClientId",
                            "increase(live_orders_rejected_missing_client_id_total[5m]) > 0",
                            "warning"),
                    new Alert(
                            "LiveLowFillRatio",
                            "sum(rate(live_orders_fill_ratio_sum[1m]))"
                                    + " / sum(rate(live_orders_fill_ratio_count[1m])) < 0.5",
                            "warning"));

    private LiveSections() {}

    /** {@code execution.live}. */
    public static List<String> execution() {
        return List.of("  live:", "    enabled: true", "    default_route: " + ROUTE);
    }

    /** {@code alerts.prometheus}. */
    public static List<String> alerts() {
        List<String> lines = new ArrayList<>(List.of("  prometheus:"));
        for (Alert alert : ALERTS) {
            lines.add("    - name: " + alert.name());
            lines.add("      expr: \"" + alert.expression() + "\"");
            lines.add("      for: 0s");
            lines.add("      labels: {severity: " + alert.severity() + "}");
        }
        return lines;
    }

    static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
