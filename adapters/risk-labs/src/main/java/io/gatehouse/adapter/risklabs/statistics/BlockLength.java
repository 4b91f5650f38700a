package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;

/**
 * The mean length of blocks that keeps the dependence of a series (Politis and White, 2004,
 * Econometric Reviews 23, with the correction of Patton, Politis and White, 2009).
 *
 * @param stationary for the stationary bootstrap, in steps, possibly below one
 * @param circular for the circular block bootstrap, in steps
 */
public record BlockLength(double stationary, double circular) {

    /**
     * The lengths for the mean of a series. A series without variation has blocks of one.
     *
     * @param values in their order of time, at least ten
     * @throws IllegalArgumentException if there are fewer or one is not finite
     */
    public static BlockLength of(double[] values) {
        int count = Sample.finite(values, 10).length;
        double[] centred = new double[count];
        double mean = Sample.mean(values, 0, count);
        for (int i = 0; i < count; i++) {
            centred[i] = values[i] - mean;
        }
        if (Sample.squares(values, 0, count, mean) == 0) {
            return new BlockLength(1, 1);
        }
        double[] covariance = significant(centred);
        int lags = covariance.length - 1;
        double slope = 0;
        double longRun = covariance[0];
        for (int lag = 1; lag <= lags; lag++) {
            // the flat-top window: one up to half, then falling to zero
            double weight = 2 * lag <= lags ? 1 : 2 * (1 - (double) lag / lags);
            slope += 2 * weight * lag * covariance[lag];
            longRun += 2 * weight * covariance[lag];
        }
        double longest = Math.ceil(Math.min(3 * Math.sqrt(count), count / 3.0));
        double bias = 2 * slope * slope * count;
        double squared = longRun * longRun;
        // without measurable dependence along the long run the longest block is the safe one
        double stationary = squared == 0 ? longest : StrictMath.cbrt(bias / (2 * squared));
        double circular = squared == 0 ? longest : StrictMath.cbrt(bias / (4.0 / 3.0 * squared));
        return new BlockLength(Math.min(stationary, longest), Math.min(circular, longest));
    }

    /** Autocovariances up to twice the lag after which a run of them is insignificant. */
    private static double[] significant(double[] centred) {
        int count = centred.length;
        double decimals = StrictMath.log10(count);
        int quiet = Math.max(5, (int) decimals);
        int most = (int) Math.ceil(Math.sqrt(count)) + quiet;
        most = Math.min(most, count - 2);
        double critical = 2 * Math.sqrt(decimals / count);
        double[] covariance = new double[most + 1];
        int run = 0;
        int last = most;
        for (int lag = 0; lag <= last; lag++) {
            double product = 0;
            for (int i = lag; i < count; i++) {
                product += centred[i] * centred[i - lag];
            }
            covariance[lag] = product / count;
            if (last == most) {
                run = correlation(centred, product, lag) < critical ? run + 1 : 0;
                if (run == quiet && lag < most) {
                    last = Math.min(most, 2 * Math.max(1, lag + 1 - quiet));
                    if (last <= lag) {
                        return Arrays.copyOf(covariance, last + 1);
                    }
                }
            }
        }
        return Arrays.copyOf(covariance, last + 1);
    }

    private static double correlation(double[] centred, double product, int lag) {
        double early = 0;
        double late = 0;
        for (int i = 0; i + lag + 1 < centred.length; i++) {
            early += centred[i] * centred[i];
            late += centred[i + lag + 1] * centred[i + lag + 1];
        }
        return Math.abs(product) / Math.sqrt(early * late);
    }
}
