package io.gatehouse.adapter.risklabs.statistics;

/** The proportion of failures test (Kupiec, 1995, Journal of Derivatives 3). */
public final class Kupiec {

    private Kupiec() {}

    /**
     * Tests whether exceptions are as frequent as the level says; chi-square with one degree.
     *
     * <p>Defined for every count: no exception at all is evidence against the model too (T = 255 at
     * 1 % gives 5.13), and so is nothing but exceptions.
     *
     * @param observations number of forecasts, at least one
     * @param exceptions how many losses exceeded their value at risk
     * @param tail the probability of an exception, such as 0.01
     * @throws IllegalArgumentException if the counts or the probability are out of range
     */
    public static LikelihoodRatio test(long observations, long exceptions, double tail) {
        if (observations < 1 || exceptions < 0 || exceptions > observations) {
            throw new IllegalArgumentException(exceptions + " exceptions of " + observations);
        }
        if (!(tail > 0 && tail < 1)) {
            throw new IllegalArgumentException("not a probability between 0 and 1: " + tail);
        }
        long others = observations - exceptions;
        double assumed =
                LikelihoodRatio.weighted(others, 1 - tail)
                        + LikelihoodRatio.weighted(exceptions, tail);
        double observed =
                LikelihoodRatio.weighted(others, (double) others / observations)
                        + LikelihoodRatio.weighted(exceptions, (double) exceptions / observations);
        return LikelihoodRatio.of(2 * (observed - assumed), 1);
    }
}
