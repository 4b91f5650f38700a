package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GarchFitTest {

    private static final String SERIES = "dem2gbp-garch-benchmark/dem2gbp.csv";

    @Test
    void shouldReproduceTheBenchmarkOfBollerslevAndGhysels() {
        double[] returns = SharedData.column(SERIES, 0, true);
        assertThat(returns).hasSize(1974);

        GarchFit fit = GarchFit.of(returns);

        assertThat(fit.converged()).isTrue();
        double[] found = fit.parameters().toArray();
        double[] coefficients = {-0.00619041, 0.0107613, 0.153134, 0.805974};
        double[] errors = {0.00846212, 0.00285271, 0.0265228, 0.0335527};
        List<Double> foundErrors = fit.standardErrors().orElseThrow();
        for (int i = 0; i < 4; i++) {
            assertThat(digits(found[i], coefficients[i]))
                    .as("coefficient " + i)
                    .isGreaterThanOrEqualTo(5);
            assertThat(digits(foundErrors.get(i), errors[i]))
                    .as("error " + i)
                    .isGreaterThanOrEqualTo(3);
        }
        assertThat(fit.logLikelihood()).isCloseTo(-1106.60788, within(1e-5));
    }

    @Test
    void shouldFitTheSameModelInOtherUnits() {
        double[] returns = simulated(11, 2000);
        double[] small = Arrays.stream(returns).map(r -> r * 1e-5).toArray();

        GarchFit fit = GarchFit.of(returns);
        GarchFit scaled = GarchFit.of(small);

        assertThat(scaled.parameters().shock()).isCloseTo(fit.parameters().shock(), within(1e-8));
        assertThat(scaled.parameters().mean() * 1e5)
                .isCloseTo(fit.parameters().mean(), within(1e-8));
        assertThat(scaled.nextVariance() * 1e10).isCloseTo(fit.nextVariance(), within(1e-8));
    }

    @Test
    void shouldFindTheParametersThatMadeTheSeries() {
        GarchFit fit = GarchFit.of(simulated(7, 20_000));

        double[] truth = {0.05, 0.1, 0.1, 0.8};
        for (int i = 0; i < 4; i++) {
            double error = fit.standardErrors().orElseThrow().get(i);
            assertThat(fit.parameters().toArray()[i]).isCloseTo(truth[i], within(4 * error));
        }
    }

    @Test
    void shouldAgreeWithDifferencesOfTheLikelihood() {
        GarchLikelihood likelihood = new GarchLikelihood(simulated(3, 300), 0, 300);
        double[] at = {0.03, 0.2, 0.15, 0.6};
        likelihood.evaluateHessian(parameters(at));
        likelihood.evaluate(parameters(at));
        double[] gradient = likelihood.gradient.clone();
        for (int i = 0; i < 4; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            likelihood.evaluate(parameters(up));
            double value = likelihood.logLikelihood;
            double[] slope = likelihood.gradient.clone();
            likelihood.evaluate(parameters(down));
            assertThat(gradient[i])
                    .isCloseTo((value - likelihood.logLikelihood) / 2e-5, within(1e-4));
            for (int j = 0; j < 4; j++) {
                double expected = (slope[j] - likelihood.gradient[j]) / 2e-5;
                assertThat(likelihood.hessian[i][j])
                        .isCloseTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @Test
    void shouldRefuseASeriesThatHasNoModel() {
        double[] constant = new double[100];
        Arrays.fill(constant, 0.01);
        double[] hole = simulated(1, 100);
        hole[50] = Double.NaN;

        assertThatThrownBy(() -> GarchFit.of(constant)).hasMessageContaining("without variation");
        assertThatThrownBy(() -> GarchFit.of(hole)).hasMessageContaining("value 50");
        assertThatThrownBy(() -> GarchFit.of(new double[49])).hasMessageContaining("at least 50");
    }

    private static GarchParameters parameters(double[] p) {
        return new GarchParameters(p[0], p[1], p[2], p[3]);
    }

    private static double[] simulated(long seed, int count) {
        GarchParameters truth = new GarchParameters(0.05, 0.1, 0.1, 0.8);
        PathRandom random = new PathRandom(seed, 0);
        double variance = 1;
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = truth.mean() + Math.sqrt(variance) * random.normal();
            variance = truth.next(values[i], variance);
        }
        return values;
    }

    /** The number of equal digits: minus the decimal logarithm of the relative error. */
    private static double digits(double found, double expected) {
        return -StrictMath.log10(Math.max(1e-16, Math.abs(found / expected - 1)));
    }
}
