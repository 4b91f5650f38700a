package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelJudgeTest {

    @Test
    void shouldRejectTheNormalModelOnFatTails() {
        int series = Boolean.getBoolean("gatehouse.campaign") ? 1000 : 100;
        int rejected = 0;
        for (int s = 0; s < series; s++) {
            LevelBacktest backtest =
                    RollingBacktest.run(
                                    RiskModel.NORMAL,
                                    fatTailed(1998, s, 2_750),
                                    250,
                                    Level.REPORTED)
                            .at(Level.P99);
            rejected += backtest.frequency().rejectedAt(0.05) ? 1 : 0;
        }
        System.out.println("seed 1998: rejected " + rejected + " of " + series);
        assertThat(rejected).isGreaterThanOrEqualTo(series * 8 / 10);
    }

    @Test
    void shouldChooseTheMostCarefulOfThoseThatSurvive() {
        PathRandom random = new PathRandom(21, 0);
        double[] returns = new double[3_000];
        Arrays.setAll(returns, i -> 0.01 * random.normal());

        ModelChoice choice = ModelJudge.STANDARD.choose(returns);

        assertThat(choice).isInstanceOf(ModelChoice.Chosen.class);
        ModelBacktest judge = ((ModelChoice.Chosen) choice).judge();
        assertThat(judge.survives()).isTrue();
        assertThat(choice.backtests()).hasSize(RiskModel.values().length);
        assertThat(choice.backtests().stream().filter(ModelBacktest::survives).count())
                .isGreaterThan(1);
        for (ModelBacktest backtest : choice.backtests()) {
            if (backtest.survives()) {
                assertThat(backtest.run().next().get(1).expectedShortfall())
                        .isLessThanOrEqualTo(judge.run().next().get(1).expectedShortfall());
            }
        }
    }

    @Test
    void shouldLeaveASeriesWithoutAJudgeThatEveryModelMisjudges() {
        PathRandom random = new PathRandom(5, 0);
        double[] returns = new double[1_500];
        // calm for the length of the window, then crash after crash without any warning
        Arrays.setAll(
                returns, i -> 0.001 * random.normal() - (i > 500 && i % 20 < 2 ? i * 1e-4 : 0));

        ModelChoice choice = ModelJudge.STANDARD.choose(returns);

        assertThat(choice).isInstanceOf(ModelChoice.NoneSurvives.class);
        assertThat(choice.backtests())
                .allSatisfy(backtest -> assertThat(backtest.objections()).isNotEmpty());
    }

    @Test
    void shouldRefuseAJudgeThatWasRejected() {
        PathRandom random = new PathRandom(5, 0);
        double[] returns = new double[1_500];
        Arrays.setAll(returns, i -> 0.001 * random.normal() - (i > 500 && i % 20 < 2 ? 0.1 : 0));
        ModelChoice choice = ModelJudge.STANDARD.choose(returns);
        ModelBacktest rejected =
                choice.backtests().stream().filter(b -> !b.survives()).findFirst().orElseThrow();

        assertThatThrownBy(() -> new ModelChoice.Chosen(rejected, choice.backtests(), List.of()))
                .hasMessageContaining("rejects");
    }

    @Test
    void shouldLetNoModelJudgeAConstantSeries() {
        ModelChoice choice = ModelJudge.STANDARD.choose(new double[1_500]);

        assertThat(choice).isInstanceOf(ModelChoice.NoneSurvives.class);
        assertThat(choice.backtests()).isEmpty();
        assertThat(choice.silent())
                .extracting(ModelChoice.Silent::model)
                .containsExactly(RiskModel.values());
    }

    @Test
    void shouldRefuseASeriesThatCannotBeJudged() {
        double[] hole = fatTailed(1, 1, 1_000);
        hole[17] = Double.NaN;
        assertThatThrownBy(() -> ModelJudge.STANDARD.choose(new double[499]))
                .hasMessageContaining("at least 500");
        assertThatThrownBy(() -> ModelJudge.STANDARD.choose(hole)).hasMessageContaining("value 17");
        assertThatThrownBy(() -> new ModelJudge(149, 2_500, 0.01, 1))
                .hasMessageContaining("window");
        assertThatThrownBy(() -> new ModelJudge(250, 2_500, 0, 1))
                .hasMessageContaining("significance");
    }

    /** GARCH(1,1) with errors of Student's t distribution with four degrees of freedom. */
    private static double[] fatTailed(long seed, int number, int count) {
        GarchParameters truth = new GarchParameters(0, 0.05, 0.1, 0.85);
        PathRandom random = new PathRandom(seed, number);
        double variance = 1;
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double squares = 0;
            for (int k = 0; k < 4; k++) {
                double value = random.normal();
                squares += value * value;
            }
            double student = random.normal() / Math.sqrt(squares / 4);
            values[i] = Math.sqrt(variance / 2) * student;
            variance = truth.next(values[i], variance);
        }
        return values;
    }
}
