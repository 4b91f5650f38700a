package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.alerts.Watched.View;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What must not go wrong unseen: for each, at least one alert must watch one of its metrics, in the
 * direction in which it is bad, over all of its series.
 */
public enum AlertCause {
    HIGH_LATENCY(
            view("live_execution_latency_seconds_bucket", View.QUANTILE, true),
            view("live_execution_latency_seconds_sum", View.SHARE, true)),
    FAILURE_RATE(
            high("live_orders_failed_total"),
            high("live_router_failures_total"),
            high("live_orders_errors_total")),
    FALLBACK(high("live_orders_fallback_total"), high("live_router_fallbacks_total")),
    BREAKER_OPEN(high("live_breaker_open")),
    LEASE_LAPSED(low("live_lease_held")),
    HALTED(high("live_kill_engaged"), high("live_trading_state", "state", "halted")),
    UNKNOWN_ORDERS(high("live_unknown_orders_open")),
    FOREIGN_ORDERS(high("live_foreign_orders_open")),
    CONTRADICTION(high("live_contradictions_total")),
    RECONCILE_FAILURE(high("live_orders_reconcile_failed_total")),
    REJECT_MISSING_ID(high("live_orders_rejected_missing_client_id_total")),
    LOW_FILL_RATIO(
            view("live_orders_fill_ratio_sum", View.SHARE, false),
            view("live_orders_fill_ratio_bucket", View.QUANTILE, false));

    /**
     * A series that tells of a cause.
     *
     * @param views how it must be looked at
     * @param rising whether more of it is worse
     * @param only the one label and value whose series alone tell of it
     */
    record Sign(String series, Set<View> views, boolean rising, Optional<LabelMatcher> only) {
        Sign {
            views = Set.copyOf(views);
        }
    }

    private final List<Sign> signs;

    AlertCause(Sign... signs) {
        this.signs = List.copyOf(Arrays.asList(signs));
    }

    List<Sign> signs() {
        return signs;
    }

    /** For people and findings: {@code high-latency}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Sign high(String series) {
        return new Sign(series, Set.of(View.PLAIN, View.SHARE), true, Optional.empty());
    }

    private static Sign high(String series, String label, String value) {
        return new Sign(
                series,
                Set.of(View.PLAIN),
                true,
                Optional.of(new LabelMatcher(label, LabelMatcher.Operator.EQUAL, value)));
    }

    private static Sign low(String series) {
        return new Sign(series, Set.of(View.PLAIN), false, Optional.empty());
    }

    private static Sign view(String series, View view, boolean rising) {
        return new Sign(series, Set.of(view), rising, Optional.empty());
    }
}
