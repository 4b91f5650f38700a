package io.gatehouse.adapter.risklabs.statistics;

import org.hipparchus.special.Erf;

/** The standard normal distribution, computed without any intrinsic of the runtime. */
public final class Normal {

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** The density at x. */
    public static double density(double x) {
        return StrictMath.exp(-0.5 * x * x) / ROOT_TWO_PI;
    }

    /** The probability of a value up to x, with full relative precision in the lower tail. */
    public static double cumulative(double x) {
        return 0.5 * Erf.erfc(-x / Math.sqrt(2));
    }

    /**
     * The value that is not exceeded with probability p.
     *
     * @throws IllegalArgumentException if p is not between 0 and 1, both excluded
     */
    public static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("not a probability between 0 and 1: " + p);
        }
        if (p >= 0.5) {
            return p == 0.5 ? 0 : -quantile(1 - p);
        }
        // Newton's method on the logarithm, which is concave: it cannot run away from below
        double logP = StrictMath.log(p);
        double x = -Math.sqrt(-2 * logP);
        for (int i = 0; i < 50; i++) {
            double cumulative = cumulative(x);
            double step = cumulative / density(x) * (StrictMath.log(cumulative) - logP);
            x -= step;
            if (Math.abs(step) <= 1e-15 * Math.abs(x)) {
                break;
            }
        }
        return x;
    }

    /** VaR and ES of a loss with mean {@code -mean} and the given deviation, in closed form. */
    public static TailRisk tailRisk(Level level, double mean, double deviation) {
        double z = quantile(level.probability());
        return new TailRisk(
                level, deviation * z - mean, deviation * density(z) / level.tail() - mean);
    }
}
