package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcerbiSzekelyTest {

    private static final int SIMULATIONS =
            Boolean.getBoolean("gatehouse.campaign") ? 200_000 : 50_000;

    /** The quantile of a quarter of the simulations varies twice as much. */
    private static final double TOLERANCE = Boolean.getBoolean("gatehouse.campaign") ? 0.01 : 0.02;

    @Test
    void shouldReproduceTheCriticalValuesForNormalReturns() {
        double[] sorted = AcerbiSzekely.simulate(Optional.empty(), 250, Level.P97_5, 200_000, 2014);

        assertThat(AcerbiSzekely.criticalValue(sorted, 0.05)).isCloseTo(-0.699, within(0.01));
        assertThat(AcerbiSzekely.criticalValue(sorted, 0.0001)).isCloseTo(-1.81, within(0.15));
        assertThat(Arrays.stream(sorted).average().orElseThrow()).isCloseTo(0, within(0.005));
    }

    @Test
    void shouldReproduceTheCriticalValuesForFatTails() {
        double[] sorted =
                AcerbiSzekely.simulate(Optional.of(3), 250, Level.P97_5, SIMULATIONS, 2014);

        assertThat(AcerbiSzekely.criticalValue(sorted, 0.05)).isCloseTo(-0.816, within(TOLERANCE));
        assertThat(AcerbiSzekely.criticalValue(sorted, 0.0001)).isBetween(-6.0, -3.0);
    }

    @Test
    void shouldComputeTheStatisticByHand() {
        double[] returns = {0.01, -0.05, -0.02, 0.03};
        double[] valueAtRisk = {0.03, 0.03, 0.03, 0.03};
        double[] shortfall = {0.04, 0.04, 0.04, 0.04};

        double statistic = AcerbiSzekely.statistic(returns, valueAtRisk, shortfall, new Level(750));

        assertThat(statistic).isCloseTo(1 - 0.05 / 0.04 / (4 * 0.25), within(1e-15));
    }

    @Test
    void shouldRefuseForecastsThatCannotBeJudged() {
        double[] one = {0.01};
        assertThatThrownBy(() -> AcerbiSzekely.statistic(one, one, new double[1], Level.P95))
                .hasMessageContaining("not positive");
        assertThatThrownBy(() -> AcerbiSzekely.statistic(one, new double[2], one, Level.P95))
                .hasMessageContaining("number");
        assertThatThrownBy(() -> AcerbiSzekely.statistic(new double[0], one, one, Level.P95))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> AcerbiSzekely.criticalValue(one, 0))
                .hasMessageContaining("probability");
    }
}
