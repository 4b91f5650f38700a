package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PerformanceTest {

    private static final double[] MIXED = percent(Double.NaN, 1, 10, -4, 2, 3, 2, 1, -10);
    private static final double[] NEGATIVE = percent(0, -6, -7, -1, -9, -2, -6, -8, -5);

    @Test
    void shouldReproduceThePublishedFiguresOfMixedReturns() {
        Performance found = Performance.of(MIXED, Performance.DAYS);

        assertThat(found.sharpe()).hasValueCloseTo(1.7238613961706866, within(1e-12));
        assertThat(found.annualVolatility()).hasValueCloseTo(0.9136465399704637, within(1e-12));
        assertThat(found.drawdown().depth()).isCloseTo(0.1, within(1e-12));
        assertThat(found.annualGrowth()).hasValueCloseTo(1.9135925373194231, within(1e-11));
        assertThat(found.calmar()).hasValueCloseTo(19.135925373194233, within(1e-10));
        assertThat(found.downsideRisk()).hasValueCloseTo(0.6044832503882965, within(1e-12));
        assertThat(found.sortino()).hasValueCloseTo(2.605531251673693, within(1e-12));
        assertThat(found.stability()).hasValueCloseTo(0.1529973665111273, within(1e-12));
        assertThat(found.tailRatio()).hasValueCloseTo(0.9473684210526313, within(1e-12));
        assertThat(Performance.omega(MIXED, 0, 10, Performance.DAYS))
                .hasValueCloseTo(0.8335426349755793, within(1e-12));
        assertThat(found.worst()).isEqualTo(-0.1);
        assertThat(found.periods()).isEqualTo(9);
    }

    @Test
    void shouldReproduceThePublishedFiguresOfLosses() {
        Performance found = Performance.of(NEGATIVE, Performance.DAYS);

        assertThat(found.drawdown().depth()).isCloseTo(0.365907303498736, within(1e-14));
        assertThat(found.sharpe()).hasValueCloseTo(-24.406808633910085, within(1e-11));
        assertThat(found.sortino()).hasValueCloseTo(-13.5327430750434, within(1e-11));
    }

    @Test
    void shouldMeasureTheTimeUnderWater() {
        Drawdown found = Drawdown.of(percent(10, -10, -10, 5, 30, -50, 10, 10));

        assertThat(found.peak()).isEqualTo(5);
        assertThat(found.trough()).isEqualTo(6);
        assertThat(found.recovery()).isEmpty();
        assertThat(found.depth()).isCloseTo(0.5, within(1e-15));
        assertThat(found.longestUnderWater()).isEqualTo(3);

        Drawdown first = Drawdown.of(percent(-20, 30));
        assertThat(first).isEqualTo(new Drawdown(first.depth(), 0, 1, OptionalInt.of(2), 1));
        assertThat(Drawdown.of(percent(1, 2)))
                .isEqualTo(new Drawdown(0, 0, 0, OptionalInt.empty(), 0));
    }

    @Test
    void shouldAgreeWithASlowDrawdownOnRandomSeries() {
        for (int seed = 0; seed < 200; seed++) {
            PathRandom random = new PathRandom(9, seed);
            double[] returns = new double[1 + random.below(60)];
            Arrays.setAll(returns, i -> 0.02 * random.normal());
            double[] values = new double[returns.length + 1];
            values[0] = 1;
            double worst = 0;
            for (int i = 0; i < returns.length; i++) {
                values[i + 1] = values[i] * (1 + returns[i]);
                for (int j = 0; j <= i; j++) {
                    worst = Math.max(worst, 1 - values[i + 1] / values[j]);
                }
            }
            Drawdown found = Drawdown.of(returns);
            assertThat(found.depth()).as("seed " + seed).isEqualTo(worst);
            assertThat(1 - values[found.trough()] / values[found.peak()]).isEqualTo(worst);
            assertThat(found.recovery().orElse(Integer.MAX_VALUE))
                    .isGreaterThanOrEqualTo(found.trough());
        }
    }

    @Test
    void shouldLeaveOutWhatHasNoValue() {
        Performance constant = Performance.of(new double[20], Performance.DAYS);
        assertThat(constant.sharpe()).isEmpty();
        assertThat(constant.sortino()).isEmpty();
        assertThat(constant.calmar()).isEmpty();
        assertThat(constant.stability()).isEmpty();
        assertThat(constant.tailRatio()).isEmpty();
        assertThat(constant.annualVolatility()).hasValue(0);

        Performance one = Performance.of(new double[] {0.01}, Performance.DAYS);
        assertThat(one.annualVolatility()).isEmpty();
        assertThat(one.sharpe()).isEmpty();
        assertThat(one.totalReturn()).isCloseTo(0.01, within(1e-15));

        Performance ruin = Performance.of(new double[] {0.1, -1, 0.1}, Performance.DAYS);
        assertThat(ruin.annualGrowth()).isEmpty();
        assertThat(ruin.stability()).isEmpty();
        assertThat(ruin.drawdown().depth()).isEqualTo(1);
    }

    @Test
    void shouldRefuseNothingAndInfinity() {
        double[] missing = {Double.NaN};
        double[] infinite = {0.1, Double.POSITIVE_INFINITY};
        assertThatThrownBy(() -> Performance.of(missing, 252)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Performance.of(infinite, 252)).hasMessageContaining("value 1");
        assertThatThrownBy(() -> Drawdown.of(infinite)).hasMessageContaining("return 1");
        assertThatThrownBy(() -> Performance.of(MIXED, Double.NaN)).hasMessageContaining("year");
        assertThatThrownBy(() -> Performance.omega(MIXED, 0, -1, 252))
                .hasMessageContaining("required");
    }

    private static double[] percent(double... percent) {
        return Arrays.stream(percent).map(p -> p / 100).toArray();
    }
}
