package io.gatehouse.adapter.risklabs.stress;

/**
 * The square-root law of market impact: {@code I = Y sigma sqrt(Q / V)}.
 *
 * <p>Donier and Bonart (2015), "A million metaorder analysis of market impact on the Bitcoin",
 * confirm it over four decades of size with {@code Y} of about 0.5 to 1. Used only beyond the
 * recorded book.
 *
 * @param coefficient {@code Y}; 1 is the costlier end of what was measured
 */
public record SquareRootImpact(double coefficient) {

    /** The costlier end of the measured coefficients. */
    public static final SquareRootImpact COSTLY = new SquareRootImpact(1);

    public SquareRootImpact {
        if (!(coefficient > 0) || !Double.isFinite(coefficient)) {
            throw new IllegalArgumentException("the coefficient of impact must be positive");
        }
    }

    /**
     * The impact in basis points.
     *
     * @param dailyVolatility standard deviation of a day's return, as a fraction
     * @param quantity that is traded
     * @param dailyVolume that is traded by all on an ordinary day, above zero
     */
    public double bps(double dailyVolatility, double quantity, double dailyVolume) {
        return 10_000 * coefficient * dailyVolatility * Math.sqrt(quantity / dailyVolume);
    }
}
