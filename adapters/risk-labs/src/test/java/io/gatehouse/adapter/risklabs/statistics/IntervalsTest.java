package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    @Test
    void shouldCoverTheTruthAsOftenAsItSays() {
        int samples = Boolean.getBoolean("gatehouse.campaign") ? 4_000 : 500;
        TailRisk truth = Normal.tailRisk(Level.P95, 0, 1);
        int valuesAtRisk = 0;
        int shortfalls = 0;
        for (int s = 0; s < samples; s++) {
            Intervals.Estimate estimate =
                    Intervals.ofOutcomes(normal(31, s, 1_000), Level.P95, 0.95, 400, s);
            valuesAtRisk += estimate.valueAtRisk().contains(truth.valueAtRisk()) ? 1 : 0;
            shortfalls += estimate.expectedShortfall().contains(truth.expectedShortfall()) ? 1 : 0;
        }
        System.out.println(
                "seed 31: VaR " + valuesAtRisk + ", ES " + shortfalls + " of " + samples);
        // order statistics are exact but for their steps; percentiles of a mean run a little short
        assertThat(valuesAtRisk / (double) samples).isBetween(0.92, 0.985);
        assertThat(shortfalls / (double) samples).isBetween(0.89, 0.98);
    }

    @Test
    void shouldWidenWithDependence() {
        double[] series = new double[2_000];
        double[] noise = normal(8, 0, series.length);
        for (int i = 0; i < series.length; i++) {
            series[i] = (i > 0 ? 0.9 * series[i - 1] : 0) + noise[i];
        }
        Intervals.Estimate single = Intervals.ofSeries(series, Level.P95, 1, 0.95, 500, 1);
        Intervals.Estimate blocks = Intervals.ofSeries(series, Level.P95, 60, 0.95, 500, 1);
        Intervals.Estimate outcomes = Intervals.ofOutcomes(series, Level.P95, 0.95, 500, 1);

        assertThat(blocks.risk()).isEqualTo(single.risk()).isEqualTo(outcomes.risk());
        assertThat(single.risk()).isEqualTo(RiskModel.HISTORICAL.estimate(series, Level.P95));
        assertThat(width(blocks.expectedShortfall()))
                .isGreaterThan(1.5 * width(single.expectedShortfall()));
        // both ways to draw one by one agree
        assertThat(width(single.expectedShortfall()) / width(outcomes.expectedShortfall()))
                .isBetween(0.8, 1.25);
        assertThat(single.valueAtRisk().contains(single.risk().valueAtRisk())).isTrue();
    }

    @Test
    void shouldTakeTheOrderStatisticsOfTheBinomialDistribution() {
        double[] outcomes = new double[250];
        Arrays.setAll(outcomes, i -> -(i + 1));

        Interval found = Intervals.ofOutcomes(outcomes, Level.P95, 0.95, 100, 1).valueAtRisk();

        int least = Intervals.binomialQuantile(250, 0.05, 0.025);
        int most = Intervals.binomialQuantile(250, 0.05, 0.975);
        assertThat(BaselZone.upTo(250, least, 0.05)).isGreaterThanOrEqualTo(0.025);
        assertThat(BaselZone.upTo(250, least - 1, 0.05)).isLessThan(0.025);
        assertThat(found).isEqualTo(new Interval(250 - most, 250 - least + 1, 0.95));
    }

    @Test
    void shouldTakeTinyAndConstantSamplesAndRefuseTheRest() {
        Intervals.Estimate two =
                Intervals.ofOutcomes(new double[] {-1, 1}, Level.P99, 0.95, 100, 1);
        assertThat(two.valueAtRisk()).isEqualTo(new Interval(1, Double.POSITIVE_INFINITY, 0.95));
        assertThat(two.valueAtRisk().bounded()).isFalse();
        assertThat(upperBound(367)).isInfinite();
        assertThat(upperBound(368)).isFinite();
        Intervals.Estimate constant =
                Intervals.ofSeries(new double[] {0.5, 0.5, 0.5}, Level.P95, 2, 0.9, 100, 1);
        assertThat(constant.expectedShortfall()).isEqualTo(new Interval(-0.5, -0.5, 0.9));

        double[] hole = {1, Double.NaN};
        assertThatThrownBy(() -> Intervals.ofOutcomes(hole, Level.P95, 0.95, 100, 1))
                .hasMessageContaining("value 1");
        assertThatThrownBy(() -> Intervals.ofOutcomes(new double[1], Level.P95, 0.95, 100, 1))
                .hasMessageContaining("at least 2");
        assertThatThrownBy(() -> Intervals.ofOutcomes(new double[2], Level.P95, 1, 100, 1))
                .hasMessageContaining("confidence");
        assertThatThrownBy(() -> Intervals.ofSeries(new double[2], Level.P95, 0.5, 0.95, 100, 1))
                .hasMessageContaining("block");
    }

    private static double upperBound(int count) {
        return Intervals.ofOutcomes(normal(1, 1, count), Level.P99, 0.95, 100, 1)
                .valueAtRisk()
                .high();
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    private static double[] normal(long seed, long number, int count) {
        PathRandom random = new PathRandom(seed, number);
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.normal());
        return values;
    }
}
