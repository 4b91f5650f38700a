package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.portfolio.Holding;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Delays the decisions to leave and the cancels of standing orders on the recorded stream of
 * trades.
 *
 * <p>The worst delayed exit and the worst order that was filled instead of cancelled, of each
 * position, together are the measured cost. Judged by {@link PassRule#LATENCY}. Stateless and
 * thread-safe.
 */
public final class LatencyStress {

    /** How delays grow; every figure is taken from the recording or from a published event. */
    public enum Kind {
        /** Every delay is longer by the distance of the 99.9 % quantile from the median. */
        BASE,
        /** Every delay is longer by the ratio of the 99.9 % quantile to the median. */
        MULTIPLE,
        /** Nothing gets through for {@link #STALL}, when it hurts most. */
        STALL;

        String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As long as trading paused on 6 May 2010 at 14:45:28 (CFTC and SEC, 2010). */
    public static final Duration STALL = Duration.ofSeconds(5);

    private LatencyStress() {}

    /**
     * The test with one kind of spike.
     *
     * @param seed moves the instants of the decisions, which are a second apart
     */
    public static StressOutcome test(
            RiskProfile profile, Portfolio portfolio, StressMarket market, Kind kind, long seed) {
        TreeMap<String, Double> metrics = new TreeMap<>();
        List<Note> notes = new ArrayList<>();
        double share = 0;
        boolean whole = true;
        boolean synthetic = false;
        for (Holding holding : portfolio.holdings().values()) {
            String symbol = holding.symbol();
            MarketData.Instrument instrument = market.instrument(symbol);
            Exposure exposure = Exposure.of(holding, market);
            Optional<DelayedOrders.Figures> figures = Optional.empty();
            if (instrument.trades().isEmpty() || instrument.trades().get().size() == 0) {
                notes.add(Note.of(Note.Code.TRADES_NOT_RECORDED, symbol));
            } else if (exposure.delays().isEmpty()) {
                notes.add(Note.of(Note.Code.LATENCY_NOT_RECORDED, symbol));
            } else {
                DelayedOrders orders =
                        new DelayedOrders(
                                instrument.trades().get(),
                                exposure.delays().get(),
                                holding.direction(),
                                seed);
                figures = orders.measure(spike(kind, exposure.delays().get()));
                if (figures.isEmpty()) {
                    notes.add(Note.of(Note.Code.TRADES_NOT_RECORDED, symbol));
                } else {
                    orders.measure(LatencySpike.NONE)
                            .ifPresent(each -> put(metrics, each, symbol, "_recorded"));
                }
            }
            whole &= figures.isPresent();
            if (exposure.synthetic()) {
                synthetic = true;
                notes.add(Note.of(Note.Code.SYNTHETIC, symbol));
            }
            if (figures.isPresent()) {
                put(metrics, figures.get(), symbol, "");
                share += Math.abs(holding.weight()) * figures.get().costBps() / 10_000;
                notes.add(Note.of(Note.Code.BASE_LATENCY_UNKNOWN, symbol));
                notes.add(Note.of(Note.Code.QUEUE_UNKNOWN, symbol));
            }
        }
        metrics.put("cost_share_of_equity", share);
        return StressOutcome.ofPart(
                "latency_spike." + kind.suffix(),
                PassRule.LATENCY.judge(profile, share),
                whole,
                metrics,
                notes,
                synthetic);
    }

    /** The spike of a kind for delays as they were recorded. */
    static LatencySpike spike(Kind kind, DelayDistribution delays) {
        long median = delays.quantile(0.5);
        long raised = delays.quantile(CrashRun.RAISED);
        return switch (kind) {
            case BASE -> new LatencySpike(Duration.ofNanos(raised - median), 1, Duration.ZERO);
            case MULTIPLE ->
                    new LatencySpike(
                            Duration.ZERO,
                            median == 0 ? 1 : Math.min(1e6, (double) raised / median),
                            Duration.ZERO);
            case STALL -> new LatencySpike(Duration.ZERO, 1, STALL);
        };
    }

    private static void put(
            Map<String, Double> metrics,
            DelayedOrders.Figures figures,
            String symbol,
            String suffix) {
        metrics.put("decisions" + suffix + "." + symbol, (double) figures.decisions());
        metrics.put("delay_ms_mean" + suffix + "." + symbol, figures.meanDelayMillis());
        metrics.put("delay_ms_greatest" + suffix + "." + symbol, figures.greatestDelayMillis());
        metrics.put("slippage_bps_mean" + suffix + "." + symbol, figures.meanSlippageBps());
        metrics.put("slippage_bps_worst" + suffix + "." + symbol, figures.worstSlippageBps());
        metrics.put("unwanted_fills" + suffix + "." + symbol, (double) figures.fills());
        metrics.put(
                "unwanted_fills_possible" + suffix + "." + symbol,
                (double) figures.possibleFills());
        metrics.put("unwanted_fill_bps_worst" + suffix + "." + symbol, figures.worstFillBps());
    }
}
