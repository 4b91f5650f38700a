package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.adapter.smoke.strategy.Targets;
import io.gatehouse.core.digest.Digest;
import java.util.ArrayList;
import java.util.List;

/** Runs one strategy through all cycles and checks. Pure: equal inputs give equal results. */
public final class StrategySmoke {

    /** Least rows of a cycle behind its warm-up. */
    public static final int SHORTEST = 24;

    private StrategySmoke() {}

    /** Whether the market is long enough for that many cycles of these strategies. */
    public static boolean suffices(Market market, int lead, int cycles) {
        return market.rows() > lead && (market.rows() - lead) / cycles >= SHORTEST;
    }

    /**
     * Runs a strategy.
     *
     * @param lead rows before the first cycle: the longest warm-up of all strategies of the smoke
     * @throws TargetRun.StrategyFault when the strategy fails
     * @throws ArithmeticException when an amount cannot be counted exactly
     */
    public static StrategyRun run(
            Strategy strategy, Market market, int lead, int cycles, Terms terms) {
        Targets whole = TargetRun.of(strategy, market);
        Digest first = whole.digest(0, whole.rows());
        Digest second = TargetRun.of(strategy, market).digest(0, whole.rows());
        List<Cycle> done = new ArrayList<>();
        int length = (market.rows() - lead) / cycles;
        for (int i = 0; i < cycles; i++) {
            int from = lead + i * length;
            Market stretch = market.rows(from - strategy.warmUp(), from + length);
            BacktestResult result =
                    Backtest.run(
                            stretch, TargetRun.of(strategy, stretch), strategy.warmUp(), terms);
            done.add(
                    new Cycle(
                            i + 1,
                            market.time(from),
                            market.time(from + length - 1),
                            length,
                            result));
        }
        return new StrategyRun(
                strategy,
                done,
                BiasChecks.cuts(strategy, market, whole),
                BiasChecks.laterStarts(strategy, market, whole),
                first,
                second);
    }
}
