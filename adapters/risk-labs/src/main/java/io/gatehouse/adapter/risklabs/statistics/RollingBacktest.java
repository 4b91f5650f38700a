package io.gatehouse.adapter.risklabs.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Forecasts each step of a series from the steps before it alone, and compares. */
public final class RollingBacktest {

    private RollingBacktest() {}

    /**
     * The backtest of a model over a series.
     *
     * @param returns in their order of time, more than the window
     * @param window steps before the first forecast, and of the windows of those models that have
     *     one; at least {@link RiskModel#leastWindow()}
     * @param levels what is forecast
     * @throws NotEstimableException if the model needs variation and a window has none
     * @throws IllegalArgumentException if a return is not finite or the series is too short
     */
    public static Run run(RiskModel model, double[] returns, int window, List<Level> levels) {
        return run(model, returns, window, window, levels);
    }

    /**
     * The same with a later first forecast, for which the models know what was before it.
     *
     * @param first number of the first step that is forecast, not below the window
     */
    public static Run run(
            RiskModel model, double[] returns, int window, int first, List<Level> levels) {
        if (window < model.leastWindow()) {
            throw new IllegalArgumentException(
                    model + " needs a window of at least " + model.leastWindow());
        }
        if (first < window) {
            throw new IllegalArgumentException("a forecast before the window is full");
        }
        Sample.finite(returns, first + 1);
        int size = returns.length - first;
        double[][] valueAtRisk = new double[levels.size()][size];
        double[][] expectedShortfall = new double[levels.size()][size];
        Forecaster forecaster = model.forecaster(window, returns.length);
        for (int i = 0; i < returns.length; i++) {
            if (i >= first) {
                for (int l = 0; l < levels.size(); l++) {
                    TailRisk risk = forecaster.forecast(levels.get(l));
                    valueAtRisk[l][i - first] = risk.valueAtRisk();
                    expectedShortfall[l][i - first] = risk.expectedShortfall();
                }
            }
            forecaster.observe(returns[i]);
        }
        double[] realised = Arrays.copyOfRange(returns, first, returns.length);
        List<LevelBacktest> judged = new ArrayList<>();
        for (int l = 0; l < levels.size(); l++) {
            judged.add(
                    LevelBacktest.of(
                            levels.get(l), valueAtRisk[l], expectedShortfall[l], realised));
        }
        List<TailRisk> next = levels.stream().map(forecaster::forecast).toList();
        return new Run(judged, next, forecaster.unconverged());
    }

    /**
     * What a model forecast.
     *
     * @param levels one backtest for each level, in their order
     * @param next the forecast for the step after the series, in the same order
     * @param unconverged fits whose search did not end by itself
     */
    public record Run(List<LevelBacktest> levels, List<TailRisk> next, int unconverged) {

        public Run {
            levels = List.copyOf(levels);
            next = List.copyOf(next);
        }

        /**
         * The backtest at a level.
         *
         * @throws IllegalArgumentException if the run did not have it
         */
        public LevelBacktest at(Level level) {
            return levels.stream()
                    .filter(backtest -> backtest.level().equals(level))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no backtest at " + level));
        }
    }
}
