package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Bars;
import java.util.Optional;

/**
 * What stress tests need to know of an instrument's bars.
 *
 * @param averageTrueRange of a day: mean of the last {@value #PERIODS} true ranges, in the quote
 *     currency
 * @param rangeOfDays whether the ranges are those of UTC days; else they are those of the bars,
 *     times the square root of the bars per day, since a stop that is a minute's range away would
 *     leave any crash before it began
 * @param dailyVolatility standard deviation of the bars' simple returns, times the square root of
 *     the bars per day
 * @param dailyVolume mean volume of the UTC days that have a bar, of the last {@value #RECENT}
 */
public record BarFigures(
        double averageTrueRange, boolean rangeOfDays, double dailyVolatility, double dailyVolume) {

    /** Wilder (1978) takes fourteen; here their plain mean, which forgets what is older. */
    public static final int PERIODS = 14;

    /** Days whose volume counts. */
    public static final int RECENT = 30;

    private static final long DAY = 86_400_000L;

    /** The figures; empty when the bars are too few for an average true range. */
    public static Optional<BarFigures> of(Bars bars) {
        if (bars.size() < PERIODS + 1) {
            return Optional.empty();
        }
        Ranges days = new Ranges();
        Ranges each = new Ranges();
        long count = 0;
        long before = Long.MIN_VALUE;
        for (int i = 0; i < bars.size(); i++) {
            long day = Math.floorDiv(bars.openTime()[i], DAY);
            if (day != before) {
                count++;
            }
            days.add(day != before, bars.high()[i], bars.low()[i], bars.close()[i]);
            each.add(true, bars.high()[i], bars.low()[i], bars.close()[i]);
            before = day;
        }
        boolean ofDays = count >= PERIODS + 1;
        double barsPerDay = (double) bars.size() / count;
        return Optional.of(
                new BarFigures(
                        ofDays ? days.mean() : each.mean() * Math.sqrt(barsPerDay),
                        ofDays,
                        deviation(bars.close()) * Math.sqrt(barsPerDay),
                        volume(bars)));
    }

    private static double volume(Bars bars) {
        long last = Math.floorDiv(bars.openTime()[bars.size() - 1], DAY);
        long before = Long.MAX_VALUE;
        int days = 0;
        double volume = 0;
        for (int i = bars.size() - 1; i >= 0; i--) {
            long day = Math.floorDiv(bars.openTime()[i], DAY);
            if (day <= last - RECENT) {
                break;
            }
            if (day != before) {
                days++;
            }
            before = day;
            volume += bars.volume()[i];
        }
        return volume / days;
    }

    private static double deviation(double[] close) {
        int returns = close.length - 1;
        double sum = 0;
        for (int i = 1; i < close.length; i++) {
            sum += close[i] / close[i - 1] - 1;
        }
        double mean = sum / returns;
        double squares = 0;
        for (int i = 1; i < close.length; i++) {
            double away = close[i] / close[i - 1] - 1 - mean;
            squares += away * away;
        }
        return Math.sqrt(squares / (returns - 1));
    }

    /** The last true ranges of periods that are made of bars; confined to one computation. */
    private static final class Ranges {

        private final double[] last = new double[PERIODS];
        private int closed;
        private double high;
        private double low;
        private double close;
        private double closeBefore;
        private boolean open;

        void add(boolean begins, double barHigh, double barLow, double barClose) {
            if (begins) {
                if (open) {
                    close();
                }
                high = barHigh;
                low = barLow;
                open = true;
            } else {
                high = Math.max(high, barHigh);
                low = Math.min(low, barLow);
            }
            close = barClose;
        }

        private void close() {
            // the first period has no close before it, and so no true range
            if (closed > 0) {
                last[(closed - 1) % PERIODS] =
                        Math.max(high, closeBefore) - Math.min(low, closeBefore);
            }
            closeBefore = close;
            closed++;
        }

        double mean() {
            close();
            double sum = 0;
            for (double each : last) {
                sum += each;
            }
            return sum / PERIODS;
        }
    }
}
