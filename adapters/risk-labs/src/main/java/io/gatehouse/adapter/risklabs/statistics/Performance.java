package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Performance figures of a series of simple returns, with the definitions of the empyrical library,
 * so that they compare with what others report.
 *
 * <p>A missing return (NaN) counts as a period for the growth per year, and leaves the value as it
 * is; every mean, deviation and regression leaves it out; the tail ratio takes it as zero (the
 * library's published value for such a series has it so). A figure that has no value, such as a
 * ratio to a deviation of zero, is empty: neither zero nor infinite, which would pass a limit.
 *
 * @param periods number of returns, with the missing ones
 * @param totalReturn growth over the whole series, as a fraction
 * @param worst lowest return of a period, as a fraction
 * @param drawdown deepest fall and time under water
 * @param annualVolatility deviation with divisor n-1, times the root of the periods per year
 * @param annualGrowth compound growth per year (CAGR)
 * @param sharpe mean over deviation, per year
 * @param sortino mean over downside risk, per year
 * @param calmar growth per year over the depth of the drawdown
 * @param downsideRisk root of the mean square of negative returns, per year
 * @param stability share of the variance of the summed logarithmic returns that a line explains
 * @param tailRatio 95th percentile over the 5th, without signs, percentiles interpolated linearly
 */
public record Performance(
        int periods,
        double totalReturn,
        double worst,
        Drawdown drawdown,
        OptionalDouble annualVolatility,
        OptionalDouble annualGrowth,
        OptionalDouble sharpe,
        OptionalDouble sortino,
        OptionalDouble calmar,
        OptionalDouble downsideRisk,
        OptionalDouble stability,
        OptionalDouble tailRatio) {

    /** Trading days of a year. */
    public static final int DAYS = 252;

    /**
     * The figures of a series.
     *
     * @param returns simple returns in their order of time, NaN where one is missing, at least one
     *     that is not
     * @param periodsPerYear such as {@value #DAYS} for days
     * @throws IllegalArgumentException if there is none, or one is infinite
     */
    public static Performance of(double[] returns, double periodsPerYear) {
        if (!(periodsPerYear > 0 && periodsPerYear < 1e9)) {
            throw new IllegalArgumentException("not periods per year: " + periodsPerYear);
        }
        double[] known = known(returns);
        Drawdown drawdown = Drawdown.of(returns);
        double mean = Sample.mean(known, 0, known.length);
        OptionalDouble deviation =
                known.length < 2
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Moments.of(known).standardDeviation());
        double root = Math.sqrt(periodsPerYear);
        double value = 1;
        double below = 0;
        for (double one : known) {
            value *= 1 + one;
            below += one < 0 ? one * one : 0;
        }
        double downside = Math.sqrt(below / known.length) * root;
        OptionalDouble growth =
                value > 0
                        ? OptionalDouble.of(
                                StrictMath.pow(value, periodsPerYear / returns.length) - 1)
                        : OptionalDouble.empty();
        return new Performance(
                returns.length,
                value - 1,
                Arrays.stream(known).min().orElseThrow(),
                drawdown,
                times(deviation, root),
                growth,
                deviation.isEmpty()
                        ? OptionalDouble.empty()
                        : ratio(mean * root, deviation.orElseThrow()),
                ratio(mean * periodsPerYear, downside),
                growth.isEmpty()
                        ? OptionalDouble.empty()
                        : ratio(growth.orElseThrow(), drawdown.depth()),
                OptionalDouble.of(downside),
                stability(known),
                tails(returns));
    }

    /**
     * The sum of what was gained above a threshold over what was lost below it; empty if nothing
     * was lost.
     *
     * @param riskFree return per period that is taken off each return
     * @param required return per year that is asked for, above -1
     * @throws IllegalArgumentException if the required return is not above -1, or a return infinite
     */
    public static OptionalDouble omega(
            double[] returns, double riskFree, double required, double periodsPerYear) {
        if (!(required > -1) || !Double.isFinite(required) || !Double.isFinite(riskFree)) {
            throw new IllegalArgumentException("not a required return: " + required);
        }
        double threshold = riskFree + StrictMath.pow(1 + required, 1 / periodsPerYear) - 1;
        double gained = 0;
        double lost = 0;
        for (double value : known(returns)) {
            gained += Math.max(0, value - threshold);
            lost += Math.max(0, threshold - value);
        }
        return ratio(gained, lost);
    }

    private static double[] known(double[] returns) {
        return Sample.finite(Arrays.stream(returns).filter(r -> !Double.isNaN(r)).toArray(), 1);
    }

    private static OptionalDouble stability(double[] known) {
        if (known.length < 2) {
            return OptionalDouble.empty();
        }
        double[] sums = new double[known.length];
        double sum = 0;
        for (int i = 0; i < known.length; i++) {
            if (known[i] <= -1) {
                return OptionalDouble.empty();
            }
            sum += StrictMath.log1p(known[i]);
            sums[i] = sum;
        }
        double mean = Sample.mean(sums, 0, sums.length);
        double middle = (sums.length - 1) / 2.0;
        double products = 0;
        for (int i = 0; i < sums.length; i++) {
            products += (i - middle) * (sums[i] - mean);
        }
        double n = sums.length;
        double times = n * (n * n - 1) / 12;
        double squares = Sample.squares(sums, 0, sums.length, mean);
        return ratio(products / times * products, squares);
    }

    private static OptionalDouble tails(double[] returns) {
        double[] sorted = Arrays.stream(returns).map(r -> Double.isNaN(r) ? 0 : r).toArray();
        Arrays.sort(sorted);
        return ratio(Math.abs(percentile(sorted, 95)), Math.abs(percentile(sorted, 5)));
    }

    /** Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996). */
    private static double percentile(double[] sorted, int percent) {
        double place = (sorted.length - 1) * (percent / 100.0);
        int below = (int) place;
        double upper = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (place - below) * (upper - sorted[below]);
    }

    private static OptionalDouble times(OptionalDouble value, double factor) {
        return value.isEmpty() ? value : OptionalDouble.of(value.orElseThrow() * factor);
    }

    private static OptionalDouble ratio(double value, double by) {
        return by == 0 ? OptionalDouble.empty() : OptionalDouble.of(value / by);
    }
}
