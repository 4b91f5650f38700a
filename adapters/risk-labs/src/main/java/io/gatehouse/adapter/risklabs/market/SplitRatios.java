package io.gatehouse.adapter.risklabs.market;

import java.util.Locale;
import java.util.Optional;

/**
 * Tells a split from a crash by the ratio of the last close to the next open.
 *
 * <p>A split rescales every price of the bar by one of few ratios and happens between two bars. So
 * both the opening and the closing price must lie near the close before divided by the ratio: a
 * crash that opens far down trades away from there, and its ratio is seldom near a whole number.
 * From 4.5 on whole numbers are so close to each other, relatively, that every ratio is near one;
 * there the size alone is enough to ask for the factor file. Ratios below 3:2 (5:4, a stock
 * dividend) cannot be told from ordinary moves and are not looked for. Pure.
 */
final class SplitRatios {

    private static final double[] SMALL = {1.5, 2, 3, 4};
    private static final double[] WHOLE = {2, 3, 4};
    private static final double[] LARGE = {5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100};

    /** In logarithms: an ordinary night around the exact ratio. */
    private static final double NIGHT = 0.04;

    /** The same for the whole bar. */
    private static final double BAR = 0.15;

    private static final double SURELY = StrictMath.log(4.5);

    private SplitRatios() {}

    /**
     * The usual ratio that explains the step, such as {@code 7:1}; empty where none does.
     *
     * @param toOpen logarithm of the open over the close before
     * @param toClose logarithm of the close over the close before
     * @param calendar a market that never closes has no 3:2, only thin hours that look like it
     */
    static Optional<String> between(double toOpen, double toClose, TradingCalendar calendar) {
        double size = Math.abs(toOpen);
        double sign = Math.signum(toOpen);
        if (size >= SURELY) {
            return Optional.of(name(nearest(LARGE, size), sign));
        }
        double[] small = calendar == TradingCalendar.CONTINUOUS ? WHOLE : SMALL;
        double ratio = nearest(small, size);
        boolean near =
                Math.abs(size - StrictMath.log(ratio)) <= NIGHT
                        && Math.abs(sign * toClose - StrictMath.log(ratio)) <= BAR;
        return near ? Optional.of(name(ratio, sign)) : Optional.empty();
    }

    private static double nearest(double[] ratios, double size) {
        double best = ratios[0];
        for (double ratio : ratios) {
            if (Math.abs(size - StrictMath.log(ratio)) < Math.abs(size - StrictMath.log(best))) {
                best = ratio;
            }
        }
        return best;
    }

    /** New shares to old ones: a price that falls to a seventh is 7:1. */
    private static String name(double ratio, double sign) {
        if (ratio == 1.5) {
            return sign < 0 ? "3:2" : "2:3";
        }
        String whole = String.format(Locale.ROOT, "%.0f", ratio);
        return sign < 0 ? whole + ":1" : "1:" + whole;
    }
}
