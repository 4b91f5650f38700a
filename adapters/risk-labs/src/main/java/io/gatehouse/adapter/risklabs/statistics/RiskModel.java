package io.gatehouse.adapter.risklabs.statistics;

import java.util.List;

/** The models of the tail of a series of returns. */
public enum RiskModel {
    /**
     * Historical simulation: the value at risk is the order statistic number ceil(n*a) of the
     * losses, the expected shortfall the exact mean of the tail with its last term in part (Acerbi
     * and Tasche, 2002).
     */
    HISTORICAL,
    /** Normal distribution with mean and deviation (divisor n-1) of the window. */
    NORMAL,
    /**
     * Normal distribution about zero with exponentially falling weights, 0.94 (RiskMetrics, 1996).
     */
    EWMA,
    /** Normal distribution with the conditional variance of a GARCH(1,1) model. */
    GARCH,
    /**
     * Historical simulation of returns in units of their EWMA deviation, times the deviation of
     * today (Hull and White, 1998): follows volatility, and assumes no shape of the tail.
     */
    FILTERED_HISTORICAL,
    /**
     * The same with the conditional variance of a GARCH(1,1) model (Barone-Adesi, Giannopoulos and
     * Vosper, 1999), whose weights are fitted to the series.
     */
    FILTERED_GARCH;

    /**
     * The tail of the step that follows a series, from the whole series.
     *
     * @param returns in their order of time; at least {@link #leastValues()}
     * @throws NotEstimableException if the model needs variation and all are equal, or the search
     *     for its parameters did not end by itself
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    public List<TailRisk> estimate(double[] returns, List<Level> levels) {
        Sample.finite(returns, leastValues());
        Forecaster forecaster = forecaster(returns.length, returns.length);
        for (double value : returns) {
            forecaster.observe(value);
        }
        List<TailRisk> risks = levels.stream().map(forecaster::forecast).toList();
        if (forecaster.unconverged() > 0) {
            throw new NotEstimableException("no parameters of " + this + " were found");
        }
        return risks;
    }

    /** One level of {@link #estimate(double[], List)}. */
    public TailRisk estimate(double[] returns, Level level) {
        return estimate(returns, List.of(level)).get(0);
    }

    /** Fewest observations before the first forecast of a rolling backtest. */
    public int leastWindow() {
        return switch (this) {
            case HISTORICAL, NORMAL, EWMA, FILTERED_HISTORICAL -> 20;
            case GARCH -> 2 * GarchFit.LEAST;
            case FILTERED_GARCH -> 3 * GarchFit.LEAST;
        };
    }

    /** Fewest values of {@link #estimate(double[], List)}. */
    public int leastValues() {
        return switch (this) {
            case HISTORICAL, NORMAL, EWMA -> 2;
            case GARCH -> GarchFit.LEAST;
            case FILTERED_HISTORICAL -> 20;
            case FILTERED_GARCH -> 3 * GarchFit.LEAST;
        };
    }

    Forecaster forecaster(int window, int length) {
        return switch (this) {
            case HISTORICAL -> new HistoricalForecaster(window);
            case NORMAL -> new NormalForecaster(window);
            case EWMA -> new EwmaForecaster();
            case GARCH -> new GarchForecaster(window, length);
            case FILTERED_HISTORICAL -> new FilteredForecaster(window, new EwmaForecaster());
            case FILTERED_GARCH ->
                    new FilteredForecaster(window, new GarchForecaster(window, length));
        };
    }
}
