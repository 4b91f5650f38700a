package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * GARCH(1,1) with parameters fitted again from time to time, and the variance carried on from day
 * to day in between. At most 200 fits over a series, each on at most the last 1,000 values or the
 * window if that is longer, each from where the last one ended: the whole is linear in the length.
 */
final class GarchForecaster implements Forecaster, Volatility {

    private static final int MEMORY = 1000;
    private static final int FITS = 200;
    private static final int LEAST_INTERVAL = 25;

    /** Two tops closer than this are one, found twice: rounding must not choose between them. */
    private static final double SAME = 1e-3;

    private final NormalQuantiles quantiles = new NormalQuantiles();
    private final int memory;
    private final int interval;
    private double[] values = new double[256];
    private int observed;
    private int sinceFit;
    private int unconverged;
    private Optional<GarchParameters> parameters = Optional.empty();
    private double variance;

    GarchForecaster(int window, int length) {
        memory = Math.max(window, MEMORY);
        interval = Math.max(LEAST_INTERVAL, length / FITS);
    }

    @Override
    public void observe(double value) {
        if (observed == values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        values[observed++] = value;
        sinceFit++;
        parameters.ifPresent(fitted -> variance = fitted.next(value, variance));
    }

    @Override
    public TailRisk forecast(Level level) {
        double deviation = deviation();
        return quantiles.tailRisk(level, mean(), deviation);
    }

    @Override
    public double deviation() {
        if (parameters.isEmpty() || sinceFit >= interval) {
            fit();
        }
        return Math.sqrt(variance);
    }

    private void fit() {
        int from = Math.max(0, observed - memory);
        GarchFit fit = GarchSearch.fit(values, from, observed, Optional.empty(), false);
        if (parameters.isPresent()) {
            // a likelihood may have two tops: nobody may be left on the lower one for good
            GarchFit near = GarchSearch.fit(values, from, observed, parameters, false);
            fit = near.logLikelihood() > fit.logLikelihood() + SAME ? near : fit;
        }
        unconverged += fit.converged() ? 0 : 1;
        parameters = Optional.of(fit.parameters());
        variance = fit.nextVariance();
        sinceFit = 0;
    }

    @Override
    public double mean() {
        return parameters.map(GarchParameters::mean).orElse(0.0);
    }

    @Override
    public int warmUp() {
        return 2 * GarchFit.LEAST;
    }

    @Override
    public int unconverged() {
        return unconverged;
    }
}
