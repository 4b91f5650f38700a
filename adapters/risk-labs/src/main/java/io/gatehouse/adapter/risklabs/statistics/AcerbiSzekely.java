package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The second test of expected shortfall of Acerbi and Szekely (2014, Risk 27): about zero for a
 * right model, negative for one that understates the tail. Its critical values are simulated.
 */
public final class AcerbiSzekely {

    private AcerbiSzekely() {}

    /**
     * The statistic Z2 of a series of forecasts.
     *
     * @param returns of the steps that were forecast
     * @param valueAtRisk forecast, a loss being positive
     * @param expectedShortfall forecast, positive
     * @throws NotEstimableException if an expected shortfall is not positive
     * @throws IllegalArgumentException if the arrays differ in length or are empty
     */
    public static double statistic(
            double[] returns, double[] valueAtRisk, double[] expectedShortfall, Level level) {
        int size = Sample.finite(returns, 1).length;
        if (valueAtRisk.length != size || expectedShortfall.length != size) {
            throw new IllegalArgumentException("forecasts and returns differ in number");
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (!(expectedShortfall[i] > 0)) {
                throw new NotEstimableException("expected shortfall " + i + " is not positive");
            }
            if (-returns[i] > valueAtRisk[i]) {
                sum -= returns[i] / expectedShortfall[i];
            }
        }
        return 1 - sum / (size * level.tail());
    }

    /**
     * The distribution of Z2 for a right model, ascending, from simulated series.
     *
     * @param degrees degrees of freedom of Student's t distribution of the returns, whole and above
     *     one; empty for the normal distribution
     * @param size steps of a series
     * @param simulations number of series
     */
    public static double[] simulate(
            Optional<Integer> degrees, int size, Level level, int simulations, long seed) {
        if (size < 1 || simulations < 1) {
            throw new IllegalArgumentException(simulations + " series of " + size);
        }
        TailRisk risk =
                degrees.isEmpty()
                        ? Normal.tailRisk(level, 0, 1)
                        : new StudentT(degrees.orElseThrow()).tailRisk(level, 1);
        int squares = degrees.orElse(0);
        double[] statistics = new double[simulations];
        for (int s = 0; s < simulations; s++) {
            PathRandom random = new PathRandom(seed, s);
            double sum = 0;
            for (int i = 0; i < size; i++) {
                double loss = random.normal();
                if (squares > 0) {
                    loss = student(loss, squares, random);
                }
                if (loss > risk.valueAtRisk()) {
                    sum += loss;
                }
            }
            statistics[s] = 1 - sum / (risk.expectedShortfall() * size * level.tail());
        }
        Arrays.sort(statistics);
        return statistics;
    }

    /**
     * The value below which Z2 of a right model falls with the given probability.
     *
     * @param sorted statistics of {@link #simulate}
     * @param probability above 0, up to 1
     */
    public static double criticalValue(double[] sorted, double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("not a probability: " + probability);
        }
        return sorted[(int) Math.ceil(sorted.length * probability) - 1];
    }

    private static double student(double normal, int degrees, PathRandom random) {
        double sum = 0;
        for (int i = 0; i < degrees; i++) {
            double value = random.normal();
            sum += value * value;
        }
        return normal / Math.sqrt(sum / degrees);
    }
}
