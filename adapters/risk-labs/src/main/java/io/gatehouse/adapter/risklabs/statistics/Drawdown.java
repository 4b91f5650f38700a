package io.gatehouse.adapter.risklabs.statistics;

import java.util.OptionalInt;

/**
 * The deepest fall of a value below its highest so far, and the time under water. Steps count from
 * 0 for the value before the first return, so that a loss in the first step is a drawdown too.
 *
 * @param depth the fall as a fraction of the peak, 0 to 1, zero if the value never fell; above 1
 *     only if a return lost more than everything
 * @param peak step of the peak before the deepest fall; equal to {@code trough} if there was none
 * @param trough step of the lowest value
 * @param recovery first step after the trough at which the peak was reached again; empty if never
 * @param longestUnderWater the largest number of steps in a row below an earlier value, whichever
 *     fall it belongs to
 */
public record Drawdown(
        double depth, int peak, int trough, OptionalInt recovery, int longestUnderWater) {

    /**
     * The drawdown of a value that starts at 1 and grows by the returns; NaN leaves it as it is.
     *
     * @param returns simple returns in their order of time
     * @throws IllegalArgumentException if one is infinite
     */
    public static Drawdown of(double[] returns) {
        double value = 1;
        double high = 1;
        int highAt = 0;
        int underWater = 0;
        int longest = 0;
        double depth = 0;
        int peak = 0;
        int trough = 0;
        double recoverAt = Double.POSITIVE_INFINITY;
        OptionalInt recovery = OptionalInt.empty();
        for (int i = 0; i < returns.length; i++) {
            if (Double.isInfinite(returns[i])) {
                throw new IllegalArgumentException("return " + i + " is infinite");
            }
            value *= Double.isNaN(returns[i]) ? 1 : 1 + returns[i];
            if (value >= high) {
                high = value;
                highAt = i + 1;
                underWater = 0;
            } else {
                longest = Math.max(longest, ++underWater);
                if (1 - value / high > depth) {
                    depth = 1 - value / high;
                    peak = highAt;
                    trough = i + 1;
                    recoverAt = high;
                    recovery = OptionalInt.empty();
                }
            }
            if (recovery.isEmpty() && value >= recoverAt) {
                recovery = OptionalInt.of(i + 1);
            }
        }
        return new Drawdown(depth, peak, trough, recovery, longest);
    }
}
