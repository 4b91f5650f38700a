package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Certified values of the univariate data sets of NIST's StRD, which are rules, not files. */
class MomentsTest {

    @Test
    void shouldKeepAllDigitsOfHugeAlternatingValues() {
        check(alternating(10_000_000), 10_000_000.2, 1e-8);
        check(alternating(1_000_000), 1_000_000.2, 1e-9);
        check(alternating(1), 1.2, 1e-14);
    }

    @Test
    void shouldKeepAllDigitsOfThreeHugeValues() {
        Moments found = Moments.of(new double[] {10_000_001, 10_000_003, 10_000_002});

        assertThat(found.mean()).isEqualTo(10_000_002);
        assertThat(found.standardDeviation()).isEqualTo(1);
        assertThat(found.autocorrelation()).isEqualTo(-0.5);
    }

    @Test
    void shouldComputeTheHigherMomentsByHand() {
        Moments found = Moments.of(new double[] {0, 0, 0, 4});

        // deviations -1, -1, -1, 3: second 3, third 6, fourth 21
        assertThat(found.skewness()).isCloseTo(6 / Math.sqrt(27), within(1e-15));
        assertThat(found.excessKurtosis()).isCloseTo(21.0 / 9 - 3, within(1e-15));
    }

    @Test
    void shouldTakeAConstantAndASingleValueAndRefuseTheRest() {
        assertThat(Moments.of(new double[] {0.1, 0.1, 0.1}).standardDeviation()).isZero();
        assertThat(Moments.of(new double[] {7})).isEqualTo(new Moments(1, 7, 0, 0, 0, 0));
        assertThatThrownBy(() -> Moments.of(new double[0])).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Moments.of(new double[] {1, Double.NaN}))
                .hasMessageContaining("value 1");
    }

    private static void check(double[] values, double mean, double tolerance) {
        Moments found = Moments.of(values);
        assertThat(found.mean()).isCloseTo(mean, within(tolerance));
        // the values themselves are rounded: 10000000.1 has only nine digits after the point
        assertThat(found.standardDeviation()).isCloseTo(0.1, within(tolerance));
        assertThat(found.autocorrelation()).isCloseTo(-0.999, within(1e-6));
    }

    private static double[] alternating(int base) {
        double[] values = new double[1001];
        Arrays.setAll(values, i -> i == 0 ? base + 0.2 : i % 2 == 1 ? base + 0.1 : base + 0.3);
        return values;
    }
}
