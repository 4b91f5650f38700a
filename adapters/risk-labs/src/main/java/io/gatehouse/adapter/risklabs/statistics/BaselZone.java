package io.gatehouse.adapter.risklabs.statistics;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * The zones of the supervisory backtest (BCBS d457, MAR32): green up to where a correct model stays
 * with less than 95 %, red from 99.99 % on. For 250 observations at 99 % these are 0-4, 5-9 and 10
 * or more exceptions.
 */
public enum BaselZone {
    /** No reason to doubt the model. */
    GREEN,
    /** Reason to ask; the capital multiplier rises with each exception. */
    YELLOW,
    /** The model is presumed wrong. */
    RED;

    /** Observations of the supervisory backtest: one year of days. */
    public static final int YEAR = 250;

    private static final double YELLOW_FROM = 0.95;
    private static final double RED_FROM = 0.9999;
    private static final double[] YELLOW_MULTIPLIERS = {1.70, 1.76, 1.83, 1.88, 1.92};

    /**
     * The zone of a count of exceptions.
     *
     * @throws IllegalArgumentException if the counts or the probability are out of range
     */
    public static BaselZone of(int observations, int exceptions, double tail) {
        double cumulative = upTo(observations, exceptions, tail);
        if (cumulative < YELLOW_FROM) {
            return GREEN;
        }
        return cumulative < RED_FROM ? YELLOW : RED;
    }

    /**
     * The multiplier of d457 for exceptions of 250 observations at 99 %: 1.50 in green, 1.70 to
     * 1.92 in yellow, 2.00 in red. (The older add-ons to a base of 3 are not these.)
     */
    public static double multiplier(int exceptions) {
        return switch (of(YEAR, exceptions, Level.P99.tail())) {
            case GREEN -> 1.50;
            case YELLOW -> YELLOW_MULTIPLIERS[exceptions - 5];
            case RED -> 2.00;
        };
    }

    /** The probability of exactly so many exceptions if the model is right. */
    public static double probability(int observations, int exceptions, double tail) {
        check(observations, exceptions, tail);
        double choose =
                Gamma.logGamma(observations + 1.0)
                        - Gamma.logGamma(exceptions + 1.0)
                        - Gamma.logGamma(observations - exceptions + 1.0);
        return StrictMath.exp(
                choose
                        + exceptions * StrictMath.log(tail)
                        + (observations - exceptions) * StrictMath.log1p(-tail));
    }

    /** The probability of at most so many exceptions if the model is right. */
    public static double upTo(int observations, int exceptions, double tail) {
        check(observations, exceptions, tail);
        return exceptions == observations
                ? 1
                : Beta.regularizedBeta(1 - tail, observations - exceptions, exceptions + 1.0);
    }

    private static void check(int observations, int exceptions, double tail) {
        if (observations < 1 || exceptions < 0 || exceptions > observations) {
            throw new IllegalArgumentException(exceptions + " exceptions of " + observations);
        }
        if (!(tail > 0 && tail < 1)) {
            throw new IllegalArgumentException("not a probability between 0 and 1: " + tail);
        }
    }
}
