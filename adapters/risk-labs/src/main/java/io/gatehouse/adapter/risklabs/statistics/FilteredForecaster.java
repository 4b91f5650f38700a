package io.gatehouse.adapter.risklabs.statistics;

/** Historical simulation in units of the EWMA deviation of each day. */
final class FilteredForecaster implements Forecaster {

    /** Observations before a deviation is used as a unit: one or two would be noise. */
    private static final int BEGIN = 10;

    private final HistoricalForecaster units;
    private final EwmaForecaster volatility = new EwmaForecaster();
    private int observed;
    private int kept;

    FilteredForecaster(int window) {
        units = new HistoricalForecaster(window);
    }

    @Override
    public void observe(double value) {
        double deviation = observed < BEGIN ? 0 : volatility.deviation();
        if (deviation > 0) {
            units.observe(value / deviation);
            kept++;
        }
        volatility.observe(value);
        observed++;
    }

    @Override
    public TailRisk forecast(Level level) {
        double deviation = volatility.deviation();
        if (kept == 0) {
            throw new NotEstimableException("too few returns with variation to filter");
        }
        TailRisk unit = units.forecast(level);
        return new TailRisk(
                level, deviation * unit.valueAtRisk(), deviation * unit.expectedShortfall());
    }
}
