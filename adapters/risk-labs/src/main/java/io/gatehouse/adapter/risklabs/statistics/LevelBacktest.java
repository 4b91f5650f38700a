package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;
import java.util.Objects;

/**
 * One model's forecasts of every step after the window, and what came of them, at one level. The
 * arrays are the record's own; nobody may write into them.
 *
 * @param level the confidence level
 * @param valueAtRisk forecast for each step, oldest first
 * @param expectedShortfall forecast for each step, oldest first
 * @param exceptions whether the loss of the step was above its value at risk
 * @param count number of exceptions
 * @param frequency test of Kupiec
 * @param independence test of Christoffersen
 * @param conditionalCoverage both at once
 * @param lastYear exceptions of the last 250 steps, or of all if there are fewer
 * @param zone of the last 250 steps (BCBS d457)
 */
// columns of a hundred thousand numbers: lists of boxed ones would cost five times the memory
@SuppressWarnings("ArrayRecordComponent")
public record LevelBacktest(
        Level level,
        double[] valueAtRisk,
        double[] expectedShortfall,
        boolean[] exceptions,
        int count,
        LikelihoodRatio frequency,
        LikelihoodRatio independence,
        LikelihoodRatio conditionalCoverage,
        int lastYear,
        BaselZone zone) {

    public LevelBacktest {
        Objects.requireNonNull(level);
        if (valueAtRisk.length != exceptions.length
                || expectedShortfall.length != exceptions.length) {
            throw new IllegalArgumentException("forecasts and outcomes differ in number");
        }
    }

    /** Judges forecasts by the returns of the same steps. */
    static LevelBacktest of(
            Level level, double[] valueAtRisk, double[] expectedShortfall, double[] realised) {
        int size = realised.length;
        boolean[] exceptions = new boolean[size];
        int count = 0;
        int lastYear = 0;
        int yearFrom = Math.max(0, size - BaselZone.YEAR);
        for (int i = 0; i < size; i++) {
            exceptions[i] = -realised[i] > valueAtRisk[i];
            count += exceptions[i] ? 1 : 0;
            lastYear += exceptions[i] && i >= yearFrom ? 1 : 0;
        }
        LikelihoodRatio frequency = Kupiec.test(size, count, level.tail());
        Transitions transitions = Transitions.of(exceptions);
        return new LevelBacktest(
                level,
                valueAtRisk,
                expectedShortfall,
                exceptions,
                count,
                frequency,
                transitions.independence(),
                transitions.conditionalCoverage(frequency),
                lastYear,
                BaselZone.of(size - yearFrom, lastYear, level.tail()));
    }

    /** Number of forecasts. */
    public int observations() {
        return exceptions.length;
    }

    /** Share of exceptions that the level promises, times the number of forecasts. */
    public double expected() {
        return level.tail() * exceptions.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LevelBacktest that
                && level.equals(that.level)
                && Arrays.equals(valueAtRisk, that.valueAtRisk)
                && Arrays.equals(expectedShortfall, that.expectedShortfall)
                && Arrays.equals(exceptions, that.exceptions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(level, Arrays.hashCode(valueAtRisk));
    }

    @Override
    public String toString() {
        return count + " of " + exceptions.length + " beyond " + level;
    }
}
