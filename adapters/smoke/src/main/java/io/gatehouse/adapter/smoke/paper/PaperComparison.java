package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.run.Signal;
import io.gatehouse.adapter.smoke.run.Signals;
import io.gatehouse.adapter.smoke.run.SmokeData;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Compares a paper run with the backtest over the same candles.
 *
 * <p>Signals must be equal. Fills must be of orders that follow a signal. The share of filled
 * orders and the mean price must lie within their limits with their whole confidence interval: few
 * orders make a wide interval, and a wide interval proves nothing.
 */
public final class PaperComparison {

    private static final Comparator<Signal> ORDER =
            Comparator.comparingLong(Signal::time)
                    .thenComparing(Signal::strategy)
                    .thenComparing(Signal::instrument)
                    .thenComparing(Signal::target);

    private final SmokeData data;
    private final Market market;
    private final Terms terms;
    private final PaperLimits limits;
    private final List<Finding> findings = new ArrayList<>();

    private PaperComparison(SmokeData data, Terms terms, PaperLimits limits) {
        this.data = data;
        this.market = data.market();
        this.terms = terms;
        this.limits = limits;
    }

    /**
     * Compares.
     *
     * @throws io.gatehouse.adapter.smoke.run.TargetRun.StrategyFault when a strategy fails
     * @throws ArithmeticException when an amount cannot be counted exactly
     */
    public static PaperResult of(
            SmokeData data,
            List<Strategy> strategies,
            Terms terms,
            PaperLimits limits,
            PaperLog log,
            boolean simulated) {
        return new PaperComparison(data, terms, limits).compare(strategies, log, simulated);
    }

    private PaperResult compare(List<Strategy> strategies, PaperLog log, boolean simulated) {
        List<Signal> expected = new ArrayList<>();
        for (Strategy strategy : strategies) {
            expected.addAll(Signals.of(strategy, market, terms.band()));
        }
        PaperResult.SignalCounts signals = signals(expected, log.signals());
        PaperMatching matching = new PaperMatching(market, terms, expected);
        List<ComparedOrder> orders = matching.match(log);
        findings.addAll(matching.findings());
        long seconds = seconds(orders);
        long filled = orders.stream().filter(ComparedOrder::isFilled).count();
        Interval ratio = Interval.share(filled, orders.size());
        long[] differences =
                orders.stream()
                        .flatMapToLong(o -> o.fills().stream().mapToLong(o::difference))
                        .toArray();
        Interval difference =
                differences.length < 2 ? new Interval(0, 0) : Interval.mean(differences);
        counts(orders.size(), differences.length, seconds);
        figures(ratio, difference, differences.length);
        return new PaperResult(
                data,
                terms,
                strategies.stream().map(s -> s.id() + "/" + s.version()).toList(),
                limits,
                simulated,
                log.digest(),
                signals,
                orders,
                seconds,
                ratio,
                difference,
                findings);
    }

    private PaperResult.SignalCounts signals(List<Signal> expected, List<Signal> paper) {
        TreeSet<Signal> ofBacktest = sorted(expected);
        TreeSet<Signal> ofPaper = sorted(paper);
        TreeSet<Signal> apart = sorted(expected);
        apart.removeIf(ofPaper::contains);
        ofPaper.removeIf(ofBacktest::contains);
        apart.addAll(ofPaper);
        int twice = paper.size() - (int) paper.stream().distinct().count();
        int differing = apart.size() + twice;
        if (expected.isEmpty()) {
            find(SmokeCode.ZERO_SIGNALS, "backtest", "a signal", "none");
        }
        if (differing > 0) {
            find(
                    SmokeCode.SIGNALS_DIFFER,
                    apart.isEmpty() ? "signals" : apart.first().strategy() + " signals",
                    expected.size() + " equal signals",
                    differing + " that differ");
        }
        return new PaperResult.SignalCounts(
                expected.size(), paper.size(), differing, digest(expected), digest(paper));
    }

    private static TreeSet<Signal> sorted(List<Signal> signals) {
        TreeSet<Signal> sorted = new TreeSet<>(ORDER);
        sorted.addAll(signals);
        return sorted;
    }

    private static Digest digest(List<Signal> signals) {
        return Digest.of(
                JsonValue.of(
                        signals.stream()
                                .sorted(ORDER)
                                .map(
                                        s ->
                                                List.of(
                                                        s.strategy(),
                                                        s.instrument(),
                                                        s.time(),
                                                        s.target()))
                                .toList()));
    }

    private static long seconds(List<ComparedOrder> orders) {
        long first = orders.stream().mapToLong(o -> o.order().signalled()).min().orElse(0);
        long last = orders.stream().mapToLong(o -> o.order().signalled()).max().orElse(0);
        return (last - first) / 1_000;
    }

    private void counts(int orders, int fills, long seconds) {
        atLeast(SmokeCode.TOO_FEW_ORDERS, "orders", limits.orders(), orders);
        atLeast(SmokeCode.TOO_FEW_FILLS, "fills", limits.fills(), fills);
        atLeast(SmokeCode.TOO_SHORT, "seconds", limits.seconds(), seconds);
    }

    private void figures(Interval ratio, Interval difference, int fills) {
        atLeast(SmokeCode.FILL_RATIO, "fill ratio", limits.ratio(), ratio.lower());
        if (fills >= 2
                && (difference.lower() < -limits.difference()
                        || difference.upper() > limits.difference())) {
            find(
                    SmokeCode.PRICE_DRIFT,
                    "price difference",
                    "within ± " + limits.difference() + " millionths",
                    difference.lower() + " to " + difference.upper());
        }
    }

    private void atLeast(SmokeCode code, String subject, long least, long observed) {
        if (observed < least) {
            find(code, subject, "at least " + least, String.valueOf(observed));
        }
    }

    private void find(SmokeCode code, String subject, String expected, String observed) {
        findings.add(code.at(subject, expected, observed));
    }
}
