package io.gatehouse.adapter.risklabs.statistics;

/**
 * The outcome of a likelihood ratio test.
 *
 * @param statistic the ratio, never negative
 * @param pValue the probability of at least this ratio if the model is right
 */
public record LikelihoodRatio(double statistic, double pValue) {

    public LikelihoodRatio {
        if (!(statistic >= 0) || !(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("not a test: " + statistic + ", " + pValue);
        }
    }

    static LikelihoodRatio of(double statistic, int degrees) {
        // rounding may leave a ratio of one a hair below zero
        double ratio = Math.max(0, statistic);
        return new LikelihoodRatio(ratio, new ChiSquare(degrees).beyond(ratio));
    }

    /** Whether the model is rejected at this significance, such as 0.05. */
    public boolean rejectedAt(double significance) {
        return pValue < significance;
    }

    /** {@code count * ln(share)}, where nothing observed weighs nothing. */
    static double weighted(long count, double share) {
        return count == 0 ? 0 : count * StrictMath.log(share);
    }
}
