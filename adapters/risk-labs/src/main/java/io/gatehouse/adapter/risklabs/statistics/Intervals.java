package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Confidence intervals of historical and simulated value at risk and expected shortfall. */
public final class Intervals {

    private Intervals() {}

    /**
     * The tail of independent outcomes, such as those of simulated paths, with intervals.
     *
     * <p>The interval of the value at risk is that of order statistics: the number of outcomes
     * beyond the true one is binomial, whatever their distribution (Conover, 1999, 3.2). Where the
     * sample is too small for a bound, that bound is infinite (a loss worse than all drawn is then
     * not unlikely enough; at 99 % and 95 % confidence below 368 outcomes). The interval of the
     * expected shortfall is the percentile interval of the bootstrap (Efron, 1979); of each
     * resample only the ordered tail is drawn, so that the cost does not depend on the rest.
     *
     * @param outcomes returns, negative for a loss, in any order, at least two
     * @param confidence such as 0.95
     * @param resamples of the bootstrap, at least 100
     */
    public static Estimate ofOutcomes(
            double[] outcomes, Level level, double confidence, int resamples, long seed) {
        double[] sorted = sorted(outcomes, confidence, resamples);
        int count = sorted.length;
        double half = (1 - confidence) / 2;
        int least = binomialQuantile(count, level.tail(), half);
        int most = binomialQuantile(count, level.tail(), 1 - half);
        Interval valueAtRisk =
                new Interval(
                        most < count ? -sorted[most] : Double.NEGATIVE_INFINITY,
                        least > 0 ? -sorted[least - 1] : Double.POSITIVE_INFINITY,
                        confidence);
        double[] shortfalls = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            shortfalls[i] = resampledShortfall(sorted, level, new PathRandom(seed, i));
        }
        return new Estimate(
                HistoricalForecaster.ofSorted(sorted, count, level),
                valueAtRisk,
                percentiles(shortfalls, confidence));
    }

    /**
     * The historical tail of a series, whose returns depend on each other, with the percentile
     * intervals of the stationary block bootstrap.
     *
     * @param returns in their order of time, at least two
     * @param meanBlock mean length of a block, at least 1
     */
    public static Estimate ofSeries(
            double[] returns,
            Level level,
            double meanBlock,
            double confidence,
            int resamples,
            long seed) {
        double[] sorted = sorted(returns, confidence, resamples);
        if (!(meanBlock >= 1)) {
            throw new IllegalArgumentException("not a mean length of a block: " + meanBlock);
        }
        int count = sorted.length;
        int[] rank = ranks(returns);
        BlockLengths lengths = new BlockLengths(meanBlock);
        double[] valuesAtRisk = new double[resamples];
        double[] shortfalls = new double[resamples];
        int[] times = new int[count];
        for (int i = 0; i < resamples; i++) {
            PathRandom random = new PathRandom(seed, i);
            Arrays.fill(times, 0);
            int drawn = 0;
            while (drawn < count) {
                int index = random.below(count);
                for (int left = lengths.next(random); left > 0 && drawn < count; left--) {
                    times[rank[index]]++;
                    index = index + 1 == count ? 0 : index + 1;
                    drawn++;
                }
            }
            int[] worst = {0, 0};
            TailRisk risk =
                    tail(
                            sorted,
                            level,
                            ignored -> {
                                while (worst[1] == times[worst[0]]) {
                                    worst[0]++;
                                    worst[1] = 0;
                                }
                                worst[1]++;
                                return worst[0];
                            });
            valuesAtRisk[i] = risk.valueAtRisk();
            shortfalls[i] = risk.expectedShortfall();
        }
        return new Estimate(
                HistoricalForecaster.ofSorted(sorted, count, level),
                percentiles(valuesAtRisk, confidence),
                percentiles(shortfalls, confidence));
    }

    /** Least k with P(X at most k) not below p, X binomial; by bisection on the exact sum. */
    static int binomialQuantile(int count, double chance, double p) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (BaselZone.upTo(count, middle, chance) >= p) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static double[] sorted(double[] values, double confidence, int resamples) {
        if (!(confidence > 0 && confidence < 1) || resamples < 100) {
            throw new IllegalArgumentException("no confidence, or fewer than 100 resamples");
        }
        double[] sorted = Sample.finite(values, 2).clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static int[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        // stable, so that equal values have one order on every runtime
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        int[] rank = new int[values.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        return rank;
    }

    /**
     * The shortfall of one resample with replacement. The smallest of n uniform places, then the
     * next, are drawn in order through their logarithms (Devroye, 1986, V.3); the worst outcomes of
     * a resample stand there.
     */
    private static double resampledShortfall(double[] sorted, Level level, PathRandom random) {
        int count = sorted.length;
        double[] above = {0};
        return tail(
                        sorted,
                        level,
                        drawn -> {
                            above[0] += random.exponential() / (count - drawn);
                            double place = -StrictMath.expm1(-above[0]);
                            return Math.min(count - 1, (int) (place * count));
                        })
                .expectedShortfall();
    }

    /** The tail of a resample whose members, from the worst on, the function names in turn. */
    private static TailRisk tail(double[] sorted, Level level, IntUnaryOperator members) {
        int whole = level.wholeTail(sorted.length);
        double mass = (double) sorted.length * (1000 - level.perMille()) / 1000;
        double sum = 0;
        for (int i = 0; i < whole; i++) {
            sum -= sorted[members.applyAsInt(i)];
        }
        double valueAtRisk = -sorted[members.applyAsInt(whole)];
        double shortfall = (sum + (mass - whole) * valueAtRisk) / mass;
        return new TailRisk(level, valueAtRisk, Math.max(valueAtRisk, shortfall));
    }

    private static Interval percentiles(double[] figures, double confidence) {
        Arrays.sort(figures);
        int low = (int) Math.floor(figures.length * (1 - confidence) / 2);
        return new Interval(figures[low], figures[figures.length - 1 - low], confidence);
    }

    /**
     * A tail with what is not known about it.
     *
     * @param risk the point estimate
     * @param valueAtRisk interval of the value at risk
     * @param expectedShortfall interval of the expected shortfall
     */
    public record Estimate(TailRisk risk, Interval valueAtRisk, Interval expectedShortfall) {}
}
