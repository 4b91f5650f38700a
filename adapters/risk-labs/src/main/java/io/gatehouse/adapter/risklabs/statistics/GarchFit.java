package io.gatehouse.adapter.risklabs.statistics;

import java.util.List;
import java.util.Optional;

/**
 * A GARCH(1,1) model with normal errors, fitted by maximum likelihood.
 *
 * @param parameters the estimates, in units of the series
 * @param standardErrors of mean, constant, shock and persistence from the inverse of the exact
 *     Hessian; empty where the Hessian cannot be inverted, as on the edge of the permitted region
 * @param logLikelihood at the estimates
 * @param nextVariance of the value after the last
 * @param converged whether the search ended by itself; a caller must not trust the figures else
 */
public record GarchFit(
        GarchParameters parameters,
        Optional<List<Double>> standardErrors,
        double logLikelihood,
        double nextVariance,
        boolean converged) {

    /** Fewest values that a model is fitted to. */
    public static final int LEAST = 50;

    public GarchFit {
        standardErrors = standardErrors.map(List::copyOf);
    }

    /**
     * Fits the model to a series.
     *
     * @param values in their order of time, at least {@value #LEAST}
     * @throws NotEstimableException if all are equal
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    public static GarchFit of(double[] values) {
        Sample.finite(values, LEAST);
        return GarchSearch.fit(values, 0, values.length, Optional.empty(), true);
    }
}
