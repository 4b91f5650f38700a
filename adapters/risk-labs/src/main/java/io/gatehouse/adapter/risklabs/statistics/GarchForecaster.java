package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * GARCH(1,1) with parameters fitted again from time to time, and the variance carried on from day
 * to day in between. At most 200 fits over a series, each on at most the last 1,000 values or the
 * window if that is longer, each from where the last one ended: the whole is linear in the length.
 */
final class GarchForecaster implements Forecaster {

    private static final int MEMORY = 1000;
    private static final int FITS = 200;
    private static final int LEAST_INTERVAL = 25;

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
        if (parameters.isEmpty() || sinceFit >= interval) {
            GarchFit fit =
                    GarchSearch.fit(
                            values, Math.max(0, observed - memory), observed, parameters, false);
            unconverged += fit.converged() ? 0 : 1;
            parameters = Optional.of(fit.parameters());
            variance = fit.nextVariance();
            sinceFit = 0;
        }
        return quantiles.tailRisk(level, parameters.orElseThrow().mean(), Math.sqrt(variance));
    }

    @Override
    public int unconverged() {
        return unconverged;
    }
}
