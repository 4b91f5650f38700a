package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.adapter.smoke.run.SmokeData;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * What the comparison of a paper run with the backtest saw and concluded.
 *
 * @param simulated whether the run is the smoke's own
 * @param log digest of the paper run's log
 * @param signals number of signals of backtest and paper
 * @param differing signals that only one of the two has
 * @param orders that a next open followed
 * @param seconds from the first order's candle to the last's
 * @param ratio share of filled orders, in millionths
 * @param difference mean of the fills' differences, in millionths
 */
public record PaperResult(
        SmokeData data,
        Terms terms,
        List<String> strategies,
        PaperLimits limits,
        boolean simulated,
        Digest log,
        SignalCounts signals,
        List<ComparedOrder> orders,
        long seconds,
        Interval ratio,
        Interval difference,
        List<Finding> findings) {

    /** Signals by who had them, and the digests of both lists. */
    public record SignalCounts(
            int backtest, int paper, int differing, Digest ofBacktest, Digest ofPaper) {}

    public PaperResult {
        strategies = List.copyOf(strategies);
        orders = List.copyOf(orders);
        findings = List.copyOf(findings);
    }

    public boolean isPassed() {
        return findings.isEmpty();
    }

    public long filledOrders() {
        return orders.stream().filter(ComparedOrder::isFilled).count();
    }

    public long fills() {
        return orders.stream().mapToLong(order -> order.fills().size()).sum();
    }
}
