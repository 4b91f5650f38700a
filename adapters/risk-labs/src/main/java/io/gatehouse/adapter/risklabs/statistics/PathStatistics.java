package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Three figures of each simulated path, side by side in the order of the paths. The arrays are the
 * record's own; nobody may write into them. Immutable by that agreement, and thread-safe.
 *
 * @param finalReturn return over the whole path, as a fraction
 * @param maximumDrawdown deepest fall below an earlier height, as a fraction from 0 to 1
 * @param worstDay lowest return of a day, as a fraction
 */
// columns of a hundred thousand numbers: lists of boxed ones would cost five times the memory
@SuppressWarnings("ArrayRecordComponent")
public record PathStatistics(double[] finalReturn, double[] maximumDrawdown, double[] worstDay) {

    public PathStatistics {
        if (finalReturn.length != maximumDrawdown.length || finalReturn.length != worstDay.length) {
            throw new IllegalArgumentException("figures of different numbers of paths");
        }
    }

    /** Number of paths. */
    public int size() {
        return finalReturn.length;
    }

    /** The figures of several simulations, one after the other in the order given. */
    public static PathStatistics merge(List<PathStatistics> parts) {
        int size = parts.stream().mapToInt(PathStatistics::size).sum();
        double[][] all = new double[3][size];
        int at = 0;
        for (PathStatistics part : parts) {
            System.arraycopy(part.finalReturn, 0, all[0], at, part.size());
            System.arraycopy(part.maximumDrawdown, 0, all[1], at, part.size());
            System.arraycopy(part.worstDay, 0, all[2], at, part.size());
            at += part.size();
        }
        return new PathStatistics(all[0], all[1], all[2]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathStatistics that
                && Arrays.equals(finalReturn, that.finalReturn)
                && Arrays.equals(maximumDrawdown, that.maximumDrawdown)
                && Arrays.equals(worstDay, that.worstDay);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(finalReturn);
    }

    @Override
    public String toString() {
        return size() + " paths";
    }

    /** Takes logarithms of growth and keeps fractions. */
    static final class Builder {
        private final double[] finalReturn;
        private final double[] maximumDrawdown;
        private final double[] worstDay;
        private int at;

        Builder(int count) {
            finalReturn = new double[count];
            maximumDrawdown = new double[count];
            worstDay = new double[count];
        }

        void add(double finalLog, double drawdownLog, double worstDayLog) {
            finalReturn[at] = StrictMath.expm1(finalLog);
            maximumDrawdown[at] = -StrictMath.expm1(-drawdownLog);
            worstDay[at] = StrictMath.expm1(worstDayLog);
            at++;
        }

        PathStatistics build() {
            return new PathStatistics(finalReturn, maximumDrawdown, worstDay);
        }
    }
}
