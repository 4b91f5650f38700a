package io.gatehouse.adapter.risklabs.statistics;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * Student's t distribution with unit scale, computed without any intrinsic of the runtime.
 *
 * @param degrees degrees of freedom, positive; expected shortfall needs more than one
 */
public record StudentT(double degrees) {

    public StudentT {
        if (!(degrees > 0 && degrees < 1e6)) {
            throw new IllegalArgumentException("not degrees of freedom: " + degrees);
        }
    }

    /** The density at x. */
    public double density(double x) {
        double constant = Gamma.logGamma((degrees + 1) / 2) - Gamma.logGamma(degrees / 2);
        return StrictMath.exp(constant - (degrees + 1) / 2 * StrictMath.log1p(x * x / degrees))
                / Math.sqrt(degrees * Math.PI);
    }

    /** The probability of a value up to x. */
    public double cumulative(double x) {
        if (x * x < degrees) {
            double part = Beta.regularizedBeta(x * x / (degrees + x * x), 0.5, degrees / 2);
            return 0.5 + Math.copySign(0.5 * part, x);
        }
        double tail = 0.5 * Beta.regularizedBeta(degrees / (degrees + x * x), degrees / 2, 0.5);
        return x < 0 ? tail : 1 - tail;
    }

    /**
     * The value that is not exceeded with probability p, by bisection and Newton's method.
     *
     * @throws IllegalArgumentException if p is not between 0 and 1, both excluded
     */
    public double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("not a probability between 0 and 1: " + p);
        }
        if (p >= 0.5) {
            return p == 0.5 ? 0 : -quantile(1 - p);
        }
        double low = -1;
        while (cumulative(low) > p) {
            low *= 2;
        }
        double high = 0;
        for (int i = 0; i < 30; i++) {
            double middle = 0.5 * (low + high);
            if (cumulative(middle) > p) {
                high = middle;
            } else {
                low = middle;
            }
        }
        double x = 0.5 * (low + high);
        for (int i = 0; i < 3; i++) {
            x -= (cumulative(x) - p) / density(x);
        }
        return x;
    }

    /**
     * VaR and ES of a loss with this distribution times {@code scale}, in closed form.
     *
     * @param scale of the distribution itself; for unit variance {@code sqrt((v-2)/v)}
     * @throws IllegalArgumentException if the mean of the tail does not exist
     */
    public TailRisk tailRisk(Level level, double scale) {
        if (degrees <= 1) {
            throw new IllegalArgumentException("no expected shortfall with " + degrees);
        }
        double t = quantile(level.probability());
        double shortfall = density(t) / level.tail() * (degrees + t * t) / (degrees - 1);
        return new TailRisk(level, scale * t, scale * shortfall);
    }
}
