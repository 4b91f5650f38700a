package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.adapter.smoke.strategy.Targets;
import java.util.ArrayList;
import java.util.List;

/** The signals of a strategy over a market, as a backtest knows them. */
public final class Signals {

    private Signals() {}

    /** In the order of time and instrument. */
    public static List<Signal> of(Strategy strategy, Market market, int band) {
        return of(strategy.id(), TargetRun.of(strategy, market), market, strategy.warmUp(), band);
    }

    static List<Signal> of(String id, Targets targets, Market market, int from, int band) {
        List<Signal> signals = new ArrayList<>();
        int[] held = new int[market.columns()];
        for (int row = from; row < market.rows(); row++) {
            for (int column = 0; column < held.length; column++) {
                int target = targets.at(row, column);
                if (Math.abs(target - held[column]) >= band) {
                    held[column] = target;
                    String name = market.instrument(column).name();
                    signals.add(new Signal(id, name, market.time(row), target));
                }
            }
        }
        return signals;
    }
}
