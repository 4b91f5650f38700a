package io.gatehouse.adapter.risklabs.portfolio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The worth of a portfolio over time, starting from 1.
 *
 * <p>The arrays are not copied and may not be written. Thread-safe.
 *
 * @param equity at the start, in the quote currency
 * @param time milliseconds since 1970-01-01T00:00Z at which a price became known, rising
 * @param wealth equity over the starting equity; 0 from the time on at which nothing was left
 * @param leverage gross value of the positions over the equity, before they are rebalanced
 */
@SuppressWarnings("ArrayRecordComponent") // columns of a series; copies would double the memory
public record EquityCurve(BigDecimal equity, long[] time, double[] wealth, double[] leverage) {

    private static final long DAY = 86_400_000L;

    /**
     * One UTC day.
     *
     * @param date in UTC
     * @param start wealth at the end of the day before
     * @param end wealth at the end of the day
     * @param lowest least wealth during the day
     */
    public record DayResult(LocalDate date, double start, double end, double lowest) {

        /** Result of the day as a fraction of the wealth at its start. */
        public double result() {
            return start == 0 ? 0 : end / start - 1;
        }

        /** Greatest loss during the day as a fraction of the wealth at its start, 0 or more. */
        public double greatestLoss() {
            return start == 0 ? 0 : Math.max(0, 1 - lowest / start);
        }
    }

    /**
     * The deepest fall below a former height.
     *
     * @param depth as a fraction of the height, 0 or more
     * @param peak index of the height
     * @param trough index of the lowest point after it
     */
    public record Drawdown(double depth, int peak, int trough) {}

    public EquityCurve {
        Objects.requireNonNull(equity);
        if (time.length < 2 || wealth.length != time.length || leverage.length != time.length) {
            throw new IllegalArgumentException("a curve has two points at least, and all columns");
        }
    }

    public int size() {
        return time.length;
    }

    /** Simple returns between neighbouring points; one fewer than points. */
    public double[] returns() {
        double[] returns = new double[size() - 1];
        for (int i = 1; i < size(); i++) {
            returns[i - 1] = wealth[i - 1] == 0 ? 0 : wealth[i] / wealth[i - 1] - 1;
        }
        return returns;
    }

    /** The equity in money at a point, to eight decimals, halves to even. */
    public BigDecimal money(int index) {
        return new BigDecimal(wealth[index]).multiply(equity).setScale(8, RoundingMode.HALF_EVEN);
    }

    /** Whether nothing was left at some time. */
    public boolean ruined() {
        return wealth[size() - 1] == 0;
    }

    /** The result of each UTC day that has a point, in order; a day ends at its last midnight. */
    public List<DayResult> days() {
        List<DayResult> days = new ArrayList<>();
        double start = wealth[0];
        int index = 1;
        while (index < size()) {
            long day = day(time[index]);
            double lowest = start;
            double end = start;
            for (; index < size() && day(time[index]) == day; index++) {
                end = wealth[index];
                lowest = Math.min(lowest, end);
            }
            days.add(new DayResult(LocalDate.ofEpochDay(day), start, end, lowest));
            start = end;
        }
        return days;
    }

    /** The day with the greatest loss from its start; the earliest of several. */
    public DayResult worstDay() {
        return days().stream()
                .min(
                        Comparator.comparingDouble((DayResult day) -> -day.greatestLoss())
                                .thenComparing(DayResult::date))
                .orElseThrow();
    }

    /** The greatest drawdown; the earliest of several. */
    public Drawdown maximumDrawdown() {
        int peak = 0;
        Drawdown deepest = new Drawdown(0, 0, 0);
        for (int i = 1; i < size(); i++) {
            if (wealth[i] > wealth[peak]) {
                peak = i;
            }
            double depth = 1 - wealth[i] / wealth[peak];
            if (depth > deepest.depth()) {
                deepest = new Drawdown(depth, peak, i);
            }
        }
        return deepest;
    }

    /** Greatest leverage over time. */
    public double greatestLeverage() {
        double greatest = 0;
        for (double each : leverage) {
            greatest = Math.max(greatest, each);
        }
        return greatest;
    }

    /** The UTC day that a time ends: what is known at midnight belongs to the day before. */
    static long day(long time) {
        return Math.floorDiv(time - 1, DAY);
    }
}
