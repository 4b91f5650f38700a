package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of SPY 1998 to 2021, adjusted, on which models must fail where they do. */
class SpyBacktestTest {

    private static final int WINDOW = 250;

    @Test
    void shouldEstimateTheTailOfTheWholeSeries() {
        double[] returns = SharedData.adjustedReturns();
        assertThat(returns).hasSize(5848);

        List<TailRisk> historical = RiskModel.HISTORICAL.estimate(returns, Level.REPORTED);

        double[][] expected = {{0.018823, 0.029428}, {0.025017, 0.037087}, {0.034414, 0.049268}};
        for (int i = 0; i < expected.length; i++) {
            assertThat(historical.get(i).valueAtRisk()).isCloseTo(expected[i][0], within(1e-6));
            assertThat(historical.get(i).expectedShortfall())
                    .isCloseTo(expected[i][1], within(1e-6));
        }
        assertThat(RiskModel.NORMAL.estimate(returns, Level.P99).valueAtRisk())
                .isCloseTo(0.028200, within(1e-6));
        assertThat(Drawdown.of(returns).depth()).isCloseTo(0.55167, within(5e-6));
    }

    @Test
    void shouldFindTheDrawdownOfTheRawCloses() {
        double[] closes = SharedData.column("lean-apache2/equity_spy_daily.csv", 4, true);
        double[] returns = new double[closes.length - 1];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = closes[i + 1] / closes[i] - 1;
        }

        assertThat(Drawdown.of(returns).depth()).isCloseTo(0.56451, within(5e-6));
    }

    @Test
    void shouldCountTheExceptionsOfEachModel() {
        double[] returns = SharedData.adjustedReturns();
        check(returns, RiskModel.HISTORICAL, Level.P95, 291, 0.4577, 16.36);
        check(returns, RiskModel.HISTORICAL, Level.P99, 77, 7.1367, 11.59);
        check(returns, RiskModel.NORMAL, Level.P95, 310, 3.2974, 21.84);
        check(returns, RiskModel.NORMAL, Level.P99, 135, 80.77, 9.66);
        check(returns, RiskModel.EWMA, Level.P95, 310, 3.2974, 0.21);
        check(returns, RiskModel.EWMA, Level.P99, 121, 57.26, 3.39);
    }

    @Test
    void shouldCountTheExceptionsOfEachYear() {
        double[] returns = SharedData.adjustedReturns();
        List<String> days =
                SharedData.lines("lean-apache2/equity_spy_daily.csv").stream()
                        .skip(1)
                        .map(line -> line.substring(0, 4))
                        .toList();
        boolean[] exceptions =
                RollingBacktest.run(RiskModel.HISTORICAL, returns, WINDOW, Level.REPORTED)
                        .at(Level.P99)
                        .exceptions();
        int[] years = new int[2022];
        for (int i = 0; i < exceptions.length; i++) {
            // a return belongs to the later of its two closes
            years[Integer.parseInt(days.get(i + WINDOW + 1))] += exceptions[i] ? 1 : 0;
        }

        assertThat(new int[] {years[2008], years[2010], years[2018], years[2020]})
                .containsExactly(13, 3, 6, 8);
        assertThat(BaselZone.of(250, years[2008], 0.01)).isEqualTo(BaselZone.RED);
    }

    @Test
    void shouldLetOnlyModelsJudgeThatFollowVolatilityAndAssumeNoShape() {
        double[] returns = SharedData.adjustedReturns();
        ModelJudge history = new ModelJudge(WINDOW, 10_000, 0.01, 1);
        for (ModelJudge judge : List.of(ModelJudge.STANDARD, history)) {
            ModelChoice choice = judge.choose(returns);

            assertThat(choice).isInstanceOf(ModelChoice.Chosen.class);
            assertThat(choice.silent()).isEmpty();
            assertThat(
                            choice.backtests().stream()
                                    .filter(ModelBacktest::survives)
                                    .map(ModelBacktest::model))
                    .containsExactly(RiskModel.FILTERED_HISTORICAL, RiskModel.FILTERED_GARCH);
            for (ModelBacktest backtest : choice.backtests()) {
                assertThat(backtest.run().levels())
                        .allSatisfy(
                                level ->
                                        assertThat(level.observations())
                                                .isEqualTo(Math.min(5598, judge.recent())));
            }
        }
    }

    @Test
    void shouldCallTheSameExceptionsWhenOnlyTheLatestForecastsCount() {
        double[] returns = SharedData.adjustedReturns();
        for (RiskModel model : List.of(RiskModel.HISTORICAL, RiskModel.FILTERED_HISTORICAL)) {
            LevelBacktest all =
                    RollingBacktest.run(model, returns, WINDOW, Level.REPORTED).at(Level.P99);
            LevelBacktest late =
                    RollingBacktest.run(
                                    model, returns, WINDOW, returns.length - 1000, Level.REPORTED)
                            .at(Level.P99);
            assertThat(late.valueAtRisk())
                    .isEqualTo(Arrays.copyOfRange(all.valueAtRisk(), 4598, 5598));
            assertThat(late.zone()).isEqualTo(all.zone());
        }
    }

    /** Ratios as published, with a tolerance of 1e-4 or of their last published digit. */
    private static void check(
            double[] returns,
            RiskModel model,
            Level level,
            int exceptions,
            double frequency,
            double independence) {
        LevelBacktest backtest =
                RollingBacktest.run(model, returns, WINDOW, Level.REPORTED).at(level);
        assertThat(backtest.observations()).isEqualTo(5598);
        assertThat(backtest.count()).as(model + " " + level).isEqualTo(exceptions);
        assertThat(backtest.frequency().statistic())
                .isCloseTo(frequency, within(frequency > 10 ? 5e-3 : 1e-4));
        assertThat(backtest.independence().statistic()).isCloseTo(independence, within(5e-3));
    }
}
