package io.gatehouse.adapter.risklabs.statistics;

/**
 * Exponentially weighted variance about zero. The weights are divided by their sum, so that the
 * first observations need no invented variance before them.
 */
final class EwmaForecaster implements Forecaster, Volatility {

    /** The daily decay of RiskMetrics. */
    static final double DECAY = 0.94;

    private final NormalQuantiles quantiles = new NormalQuantiles();
    private double squares;
    private double weights;

    @Override
    public void observe(double value) {
        squares = DECAY * squares + value * value;
        weights = DECAY * weights + 1;
    }

    /** One or two squares would be noise. */
    @Override
    public int warmUp() {
        return 10;
    }

    @Override
    public double mean() {
        return 0;
    }

    @Override
    public int unconverged() {
        return 0;
    }

    @Override
    public double deviation() {
        return Math.sqrt(squares / weights);
    }

    @Override
    public TailRisk forecast(Level level) {
        return quantiles.tailRisk(level, 0, deviation());
    }
}
