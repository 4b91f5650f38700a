package io.gatehouse.adapter.risklabs.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Backtests every model on a series and picks the one that may judge it.
 *
 * @param window steps before the first forecast, at least 150; 250 is a year of days
 * @param recent how many forecasts count, the most recent ones, at least {@value #LEAST_FORECASTS}.
 *     With ever more of them a test rejects every model for differences that nobody would act on;
 *     with few it rejects none. In {@link #STANDARD} 2,500, with which Kupiec's test finds fat
 *     tails under a normal model in 97 cases of a hundred
 * @param significance below which a test rejects a model, above 0 and up to 0.1. A model faces
 *     about seven tests, so that 0.01 for each wrongs a right model in some five cases of a hundred
 * @param seed of the simulated critical values
 */
public record ModelJudge(int window, int recent, double significance, long seed) {

    /** A year of days, ten years of forecasts, and one per cent for each test. */
    public static final ModelJudge STANDARD = new ModelJudge(250, 2_500, 0.01, 20140301);

    /** Forecasts without which no test has any power: fewer make no judge. */
    public static final int LEAST_FORECASTS = 250;

    /** Random numbers spent on critical values, shared by the simulated series. */
    private static final int DRAWS = 20_000_000;

    /** Above so many forecasts the statistic is normal for all purposes. */
    private static final int SIMULATED = 20_000;

    public ModelJudge {
        if (window < 150
                || recent < LEAST_FORECASTS
                || !(significance > 0 && significance <= 0.1)) {
            throw new IllegalArgumentException(
                    "a window below 150, too few forecasts, or no significance");
        }
    }

    /**
     * Backtests all models at the reported levels.
     *
     * @param returns simple returns in their order of time; at least the window and {@value
     *     #LEAST_FORECASTS} more
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    public ModelChoice choose(double[] returns) {
        Sample.finite(returns, window + LEAST_FORECASTS);
        int first = Math.max(window, returns.length - recent);
        double[] realised = Arrays.copyOfRange(returns, first, returns.length);
        double critical = critical(realised.length);
        List<ModelBacktest> backtests = new ArrayList<>();
        List<ModelChoice.Silent> silent = new ArrayList<>();
        for (RiskModel model : RiskModel.values()) {
            try {
                backtests.add(backtest(model, returns, realised, critical));
            } catch (NotEstimableException e) {
                silent.add(new ModelChoice.Silent(model, e.getMessage()));
            }
        }
        Optional<ModelBacktest> judge = Optional.empty();
        for (ModelBacktest candidate : backtests) {
            if (candidate.survives()
                    && (judge.isEmpty() || shortfall(candidate) > shortfall(judge.orElseThrow()))) {
                judge = Optional.of(candidate);
            }
        }
        return judge.<ModelChoice>map(chosen -> new ModelChoice.Chosen(chosen, backtests, silent))
                .orElseGet(() -> new ModelChoice.NoneSurvives(backtests, silent));
    }

    private ModelBacktest backtest(
            RiskModel model, double[] returns, double[] realised, double critical) {
        RollingBacktest.Run run =
                RollingBacktest.run(
                        model, returns, window, returns.length - realised.length, Level.REPORTED);
        LevelBacktest shortfall = run.at(Level.P97_5);
        double statistic =
                AcerbiSzekely.statistic(
                        realised,
                        shortfall.valueAtRisk(),
                        shortfall.expectedShortfall(),
                        Level.P97_5);
        return new ModelBacktest(model, run, new ShortfallTest(statistic, critical), significance);
    }

    private static double shortfall(ModelBacktest backtest) {
        return backtest.run().next().stream()
                .filter(risk -> risk.level().equals(Level.P97_5))
                .mapToDouble(TailRisk::expectedShortfall)
                .findFirst()
                .orElseThrow();
    }

    private double critical(int size) {
        if (size <= SIMULATED) {
            int simulations = Math.min(200_000, DRAWS / size);
            double[] sorted =
                    AcerbiSzekely.simulate(Optional.empty(), size, Level.P97_5, simulations, seed);
            return AcerbiSzekely.criticalValue(sorted, significance);
        }
        // the second moment of a normal tail: (1-a) + z * density(z)
        TailRisk unit = Normal.tailRisk(Level.P97_5, 0, 1);
        double tail = Level.P97_5.tail();
        double z = unit.valueAtRisk();
        double shortfall = unit.expectedShortfall();
        double second = (tail + z * Normal.density(z)) / (shortfall * shortfall);
        double variance = (second - tail * tail) / (tail * tail) / size;
        return Normal.quantile(significance) * Math.sqrt(variance);
    }
}
