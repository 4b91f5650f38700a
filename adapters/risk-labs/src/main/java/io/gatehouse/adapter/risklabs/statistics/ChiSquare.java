package io.gatehouse.adapter.risklabs.statistics;

import org.hipparchus.special.Gamma;

/**
 * The chi-square distribution, computed without any intrinsic of the runtime.
 *
 * @param degrees degrees of freedom, at least one
 */
public record ChiSquare(int degrees) {

    public ChiSquare {
        if (degrees < 1) {
            throw new IllegalArgumentException("not degrees of freedom: " + degrees);
        }
    }

    /** The probability of a value up to x; zero for a negative x. */
    public double cumulative(double x) {
        return x <= 0 ? 0 : Gamma.regularizedGammaP(degrees / 2.0, x / 2);
    }

    /** The probability of a value above x, with full relative precision far out. */
    public double beyond(double x) {
        return x <= 0 ? 1 : Gamma.regularizedGammaQ(degrees / 2.0, x / 2);
    }

    /**
     * The value that is not exceeded with probability p, by bisection.
     *
     * @throws IllegalArgumentException if p is not between 0 and 1, both excluded
     */
    public double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("not a probability between 0 and 1: " + p);
        }
        double high = 1;
        while (cumulative(high) < p) {
            high *= 2;
        }
        double low = 0;
        while (true) {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) {
                return middle;
            }
            if (cumulative(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }
}
