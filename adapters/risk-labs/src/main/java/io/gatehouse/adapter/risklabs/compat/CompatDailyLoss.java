package io.gatehouse.adapter.risklabs.compat;

import io.gatehouse.adapter.risklabs.market.Bars;

/**
 * The worst day as the existing tool dates it: the profit of bar {@code i} by the first
 * instrument's bar {@code i + 1}, of its whole history, whichever bars the profit came from.
 */
final class CompatDailyLoss {

    private static final long DAY = 86_400_000L;

    private CompatDailyLoss() {}

    /** The largest loss since a day's beginning, as a fraction of the equity at its beginning. */
    static double worst(double base, Bars first, double[] profit) {
        double equity = base;
        double start = base;
        double worst = 0.0;
        long day = Long.MIN_VALUE;
        int steps = Math.min(first.size() - 1, profit.length);
        for (int i = 0; i < steps; i++) {
            long date = Math.floorDiv(first.openTime()[i + 1], DAY);
            if (date != day) {
                day = date;
                start = equity;
            }
            equity += profit[i];
            if (start > 0) {
                worst = Math.max(worst, (start - equity) / start);
            }
        }
        return worst;
    }
}
