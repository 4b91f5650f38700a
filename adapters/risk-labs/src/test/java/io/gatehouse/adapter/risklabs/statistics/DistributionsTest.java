package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionsTest {

    @Test
    void shouldReproduceTheClosedFormsOfTheNormalDistribution() {
        double[][] expected = {{1.644854, 2.062713}, {1.959964, 2.337803}, {2.326348, 2.665214}};
        for (int i = 0; i < expected.length; i++) {
            TailRisk risk = Normal.tailRisk(Level.REPORTED.get(i), 0, 1);
            assertThat(risk.valueAtRisk()).isCloseTo(expected[i][0], within(5e-7));
            assertThat(risk.expectedShortfall()).isCloseTo(expected[i][1], within(5e-7));
        }
        TailRisk moved = Normal.tailRisk(Level.P99, 0.01, 2);
        assertThat(moved.valueAtRisk()).isCloseTo(2 * 2.3263478740408408 - 0.01, within(1e-13));
    }

    @Test
    void shouldReproduceTheClosedFormsOfStudentsDistribution() {
        double unit = Math.sqrt(0.5);
        double[][] expected = {
            {4, 975, 1, 2.776445, 3.993557},
            {4, 990, 1, 3.746947, 5.220584},
            {3, 990, 1, 4.540703, 7.003082},
            {4, 975, unit, 1.963243, 2.823871},
        };
        for (double[] row : expected) {
            TailRisk risk = new StudentT(row[0]).tailRisk(new Level((int) row[1]), row[2]);
            assertThat(risk.valueAtRisk()).isCloseTo(row[3], within(5e-7));
            assertThat(risk.expectedShortfall()).isCloseTo(row[4], within(5e-7));
        }
    }

    @Test
    void shouldAgreeWithFormulasThatNeedNoApproximation() {
        // with two degrees of freedom the quantile is (2p-1) / sqrt(2p(1-p))
        for (double p : new double[] {1e-6, 0.01, 0.2, 0.5, 0.8, 0.975, 0.999999}) {
            double exact = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
            assertThat(new StudentT(2).quantile(p))
                    .isCloseTo(exact, within(1e-10 * Math.max(1, Math.abs(exact))));
            double exponential = -2 * StrictMath.log1p(-p);
            assertThat(new ChiSquare(2).quantile(p)).isCloseTo(exponential, within(1e-9));
            assertThat(new ChiSquare(2).beyond(exponential)).isCloseTo(1 - p, within(1e-14));
        }
        assertThat(new ChiSquare(1).quantile(0.95)).isCloseTo(3.841458820694124, within(1e-12));
        assertThat(new ChiSquare(1).beyond(80.76776685796335) / 2.5387e-19)
                .isCloseTo(1, within(1e-4));
    }

    @Test
    void shouldInvertTheNormalDistributionFarOut() {
        for (double p : new double[] {1e-300, 1e-100, 1e-12, 0.001, 0.3, 0.5}) {
            double x = Normal.quantile(p);
            assertThat(Normal.cumulative(x) / p).isCloseTo(1, within(1e-10));
        }
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
        assertThat(Normal.quantile(0.5)).isZero();
    }

    @Test
    void shouldRefuseWhatIsNoProbability() {
        for (double p : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Normal.quantile(p)).hasMessageContaining("probability");
            assertThatThrownBy(() -> new StudentT(4).quantile(p))
                    .hasMessageContaining("probability");
            assertThatThrownBy(() -> new ChiSquare(1).quantile(p))
                    .hasMessageContaining("probability");
        }
        assertThatThrownBy(() -> new StudentT(1).tailRisk(Level.P95, 1))
                .hasMessageContaining("shortfall");
        assertThatThrownBy(() -> new Level(1000)).hasMessageContaining("1000");
        assertThat(Level.REPORTED.toString()).isEqualTo("[95%, 97.5%, 99%]");
    }
}
