package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.adapter.smoke.strategy.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Runs a strategy again over fewer candles and compares.
 *
 * <p>Half of the cuts stand right behind a change of targets: a strategy that looks one candle
 * ahead shows there, and hardly anywhere else.
 */
final class BiasChecks {

    /** Number of cuts, where the market is long enough. */
    static final int CUTS = 24;

    private static final int[] STARTS = {5, 3, 2};

    private BiasChecks() {}

    static List<CutPoint> cuts(Strategy strategy, Market market, Targets whole) {
        List<CutPoint> points = new ArrayList<>();
        for (int row : rows(strategy.warmUp(), whole)) {
            Targets cut = TargetRun.of(strategy, market.head(row));
            points.add(
                    new CutPoint(
                            row,
                            whole.digest(strategy.warmUp(), row),
                            cut.digest(strategy.warmUp(), row)));
        }
        return points;
    }

    private static TreeSet<Integer> rows(int warmUp, Targets targets) {
        TreeSet<Integer> changes = new TreeSet<>();
        for (int row = warmUp; row < targets.rows() - 1; row++) {
            if (targets.changes(row)) {
                changes.add(row + 1);
            }
        }
        TreeSet<Integer> rows = new TreeSet<>(spread(new ArrayList<>(changes), CUTS / 2));
        List<Integer> all = new ArrayList<>();
        for (int row = warmUp + 1; row < targets.rows(); row++) {
            all.add(row);
        }
        all.removeIf(rows::contains);
        rows.addAll(spread(all, CUTS - rows.size()));
        return rows;
    }

    private static List<Integer> spread(List<Integer> rows, int count) {
        if (rows.size() <= count) {
            return rows;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(rows.get((int) ((long) (i + 1) * rows.size() / count) - 1));
        }
        return some;
    }

    static List<LaterStart> laterStarts(Strategy strategy, Market market, Targets whole) {
        List<LaterStart> starts = new ArrayList<>();
        // so far from the end that rows are left to compare behind a warm-up of its own
        int span = market.rows() - strategy.warmUp() - StrategySmoke.SHORTEST / 2;
        for (int part : STARTS) {
            int start = Math.max(1, span / part);
            Targets later = TargetRun.of(strategy, market.rows(start, market.rows()));
            int difference = 0;
            int compared = 0;
            for (int row = strategy.warmUp(); row < later.rows(); row++) {
                compared++;
                for (int column = 0; column < market.columns(); column++) {
                    int apart = later.at(row, column) - whole.at(start + row, column);
                    difference = Math.max(difference, Math.abs(apart));
                }
            }
            starts.add(new LaterStart(start, compared, difference));
        }
        return starts;
    }
}
