package io.gatehouse.adapter.risklabs.market;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Moves from bar to bar: probable splits, closes that the next bar takes back, and the largest
 * moves for the record.
 *
 * <p>Sizes are measured in robust standard deviations, 1.4826 times the median absolute deviation
 * of the logarithmic returns (Rousseeuw and Croux 1993): a few wild bars do not hide themselves by
 * widening the measure. A crash is wild, stays, and is what the laboratory is for: it is noted, not
 * refused. Pure.
 */
final class MoveChecks {

    /** Nothing below is wild, whatever the deviation; about a fifth. */
    private static final double SMALLEST = 0.18;

    private static final double WILD = 20;

    /** A step of a split is out of the ordinary even in a nervous market. */
    private static final double SPLIT_AT_LEAST = 8;

    /** How much of a move may be left after the next bar has taken it back. */
    private static final double LEFT = 0.25;

    private static final double NORMAL = 1.4826;

    private final Bars bars;
    private final TradingCalendar calendar;
    private final double[] returns;
    private final double deviation;

    private MoveChecks(Bars bars, TradingCalendar calendar) {
        this.bars = bars;
        this.calendar = calendar;
        this.returns = new double[bars.size()];
        for (int i = 1; i < returns.length; i++) {
            returns[i] = StrictMath.log(bars.close()[i] / bars.close()[i - 1]);
        }
        this.deviation = deviation(Arrays.copyOfRange(returns, 1, Math.max(1, returns.length)));
    }

    /** Requires finite, positive prices. */
    static void check(Bars bars, TradingCalendar calendar, List<DataFinding> findings) {
        new MoveChecks(bars, calendar).run(findings);
    }

    /** Of a series whose median deviation is zero (most bars unchanged), the mean deviation. */
    static double deviation(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double middle = median(values);
        double[] distances = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - middle);
            sum += distances[i];
        }
        double robust = NORMAL * median(distances);
        return robust > 0 ? robust : 1.2533 * sum / values.length;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void run(List<DataFinding> findings) {
        String symbol = bars.symbol();
        Tally splits = new Tally(DataCode.SPLIT_UNADJUSTED, symbol, "prices adjusted for splits");
        Tally outliers =
                new Tally(DataCode.OUTLIER, symbol, "no close that the next bar takes back");
        Tally jumps = new Tally(DataCode.JUMP, symbol, "moves of at most 20 deviations or 20 %");
        Tally wicks = new Tally(DataCode.WICK, symbol, "high and low near open and close");
        double wild = Math.max(SMALLEST, WILD * deviation);
        for (int i = 1; i < returns.length; i++) {
            int row = i;
            Optional<String> split = split(i);
            if (isSpike(i, wild)) {
                outliers.add(bars.openTime()[i], () -> step(row) + ", then back");
                i++; // the way back belongs to it
            } else if (split.isPresent()) {
                splits.add(
                        bars.openTime()[i],
                        () -> step(row) + ", probably an unadjusted split " + split.get());
            } else if (Math.abs(returns[i]) > wild) {
                jumps.add(
                        bars.openTime()[i],
                        () -> step(row),
                        bars.close()[i - 1],
                        bars.open()[i],
                        bars.close()[i]);
            }
        }
        wicks(wicks, wild);
        for (Tally tally : List.of(splits, outliers, jumps, wicks)) {
            tally.addTo(findings);
        }
    }

    private Optional<String> split(int i) {
        double toOpen = StrictMath.log(bars.open()[i] / bars.close()[i - 1]);
        return Math.abs(toOpen) > Math.max(SMALLEST, SPLIT_AT_LEAST * deviation)
                ? SplitRatios.between(toOpen, returns[i], calendar)
                : Optional.empty();
    }

    private boolean isSpike(int i, double wild) {
        if (i + 1 >= returns.length) {
            return false;
        }
        double there = returns[i];
        double back = returns[i + 1];
        double smaller = Math.min(Math.abs(there), Math.abs(back));
        // a market that recovers trades its way back; an error is gone with the next open
        double reopened = StrictMath.log(bars.open()[i + 1] / bars.close()[i]);
        return there * back < 0
                && smaller > wild
                && Math.abs(there + back) < LEFT * smaller
                && reopened / back > 1 - LEFT;
    }

    private void wicks(Tally wicks, double wild) {
        for (int i = 0; i < bars.size(); i++) {
            double high = bars.high()[i];
            double low = bars.low()[i];
            double up = high / Math.max(bars.open()[i], bars.close()[i]);
            double down = Math.min(bars.open()[i], bars.close()[i]) / low;
            if (StrictMath.log(Math.max(up, down)) > wild) {
                wicks.add(bars.openTime()[i], () -> "high " + high + ", low " + low, high, low);
            }
        }
    }

    private String step(int i) {
        return "close "
                + bars.close()[i - 1]
                + ", then open "
                + bars.open()[i]
                + " and close "
                + bars.close()[i];
    }
}
