package io.gatehouse.adapter.risklabs.statistics;

/**
 * How exceptions follow each other, and Christoffersen's tests on it (1998, International Economic
 * Review 39).
 *
 * @param calmCalm steps without an exception after a step without one (N00)
 * @param calmException exceptions after a step without one (N01)
 * @param exceptionCalm steps without an exception after one (N10)
 * @param exceptionException exceptions after an exception (N11)
 */
public record Transitions(
        long calmCalm, long calmException, long exceptionCalm, long exceptionException) {

    public Transitions {
        if (calmCalm < 0 || calmException < 0 || exceptionCalm < 0 || exceptionException < 0) {
            throw new IllegalArgumentException("a negative count of transitions");
        }
    }

    /** Counts the transitions of a series of exceptions, oldest first. */
    public static Transitions of(boolean[] exceptions) {
        long[] counts = new long[4];
        for (int i = 1; i < exceptions.length; i++) {
            counts[(exceptions[i - 1] ? 2 : 0) + (exceptions[i] ? 1 : 0)]++;
        }
        return new Transitions(counts[0], counts[1], counts[2], counts[3]);
    }

    /**
     * Tests whether an exception makes the next more or less likely; chi-square with one degree.
     * Without a single exception there is nothing to depend on: the ratio is zero.
     */
    public LikelihoodRatio independence() {
        long afterCalm = calmCalm + calmException;
        long afterException = exceptionCalm + exceptionException;
        long calm = calmCalm + exceptionCalm;
        long exceptional = calmException + exceptionException;
        double together = binary(calm, exceptional);
        double apart = binary(calmCalm, calmException) + binary(exceptionCalm, exceptionException);
        return afterCalm == 0 || afterException == 0
                ? LikelihoodRatio.of(0, 1)
                : LikelihoodRatio.of(2 * (apart - together), 1);
    }

    /**
     * Tests frequency and independence at once: both ratios added, chi-square with two degrees.
     *
     * @param frequency the test of Kupiec on all observations
     */
    public LikelihoodRatio conditionalCoverage(LikelihoodRatio frequency) {
        return LikelihoodRatio.of(frequency.statistic() + independence().statistic(), 2);
    }

    private static double binary(long calm, long exceptional) {
        double all = (double) calm + exceptional;
        return LikelihoodRatio.weighted(calm, calm / all)
                + LikelihoodRatio.weighted(exceptional, exceptional / all);
    }
}
