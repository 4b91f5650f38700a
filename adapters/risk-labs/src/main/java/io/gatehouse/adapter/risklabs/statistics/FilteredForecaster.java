package io.gatehouse.adapter.risklabs.statistics;

/** Historical simulation of returns in units of what a model of volatility forecast for each. */
final class FilteredForecaster implements Forecaster {

    private final HistoricalForecaster units;
    private final Volatility volatility;
    private int observed;
    private int kept;

    FilteredForecaster(int window, Volatility volatility) {
        units = new HistoricalForecaster(window);
        this.volatility = volatility;
    }

    @Override
    public void observe(double value) {
        double deviation = observed < volatility.warmUp() ? 0 : volatility.deviation();
        if (deviation > 0) {
            units.observe((value - volatility.mean()) / deviation);
            kept++;
        }
        volatility.observe(value);
        observed++;
    }

    @Override
    public TailRisk forecast(Level level) {
        if (kept == 0) {
            throw new NotEstimableException("too few returns with variation to filter");
        }
        double deviation = volatility.deviation();
        TailRisk unit = units.forecast(level);
        return new TailRisk(
                level,
                deviation * unit.valueAtRisk() - volatility.mean(),
                deviation * unit.expectedShortfall() - volatility.mean());
    }

    @Override
    public int unconverged() {
        return volatility.unconverged();
    }
}
