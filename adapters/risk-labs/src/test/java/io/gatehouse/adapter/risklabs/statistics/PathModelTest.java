package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PathModelTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");
    private static final JumpDiffusion JUMPS = new JumpDiffusion(0.0003, 0.01, 0.1, -0.02, 0.03);

    @Test
    void shouldHaveTheMomentsOfTheClosedForm() {
        int paths = CAMPAIGN ? 10_000_000 : 1_000_000;
        for (int steps : new int[] {1, 5}) {
            int count = paths / steps;
            double[] logs =
                    Arrays.stream(
                                    JUMPS.simulate(1976, 0, count, new Horizon(steps, steps))
                                            .finalReturn())
                            .map(StrictMath::log1p)
                            .toArray();
            JumpDiffusion.Cumulants exact = JUMPS.cumulants(steps);
            double[] central = {
                0,
                exact.variance(),
                exact.third(),
                exact.fourth() + 3 * exact.variance() * exact.variance()
            };
            for (int power = 1; power <= 4; power++) {
                double[] values = powers(logs, exact.mean(), power);
                Moments found = Moments.of(values);
                double error = found.standardDeviation() / Math.sqrt(count);
                assertThat(found.mean())
                        .as("seed 1976, power %d of %d steps", power, steps)
                        .isCloseTo(central[power - 1], within(4 * error));
            }
        }
    }

    @Test
    void shouldHaveTheMomentsOfTheSeriesItWasFittedTo() {
        double[] returns = series(3, 2_000);
        JumpDiffusion model = JumpDiffusion.of(returns);
        Moments logs = Moments.of(Arrays.stream(returns).map(StrictMath::log1p).toArray());

        JumpDiffusion.Cumulants one = model.cumulants(1);

        assertThat(model.intensity()).isBetween(0.01, 0.2);
        assertThat(model.jumpMean()).isNegative();
        assertThat(one.mean()).isCloseTo(logs.mean(), within(1e-15));
        assertThat(Math.sqrt(one.variance())).isCloseTo(logs.standardDeviation(), within(1e-12));
        assertThat(one.skewness()).isNegative();
        assertThat(one.excessKurtosis()).isPositive();
    }

    @Test
    void shouldComputeDrawdownAndWorstDayOfEachPath() {
        // without noise the path is a line: down one per cent (logarithmic) a step
        PathStatistics line =
                new JumpDiffusion(-0.01, 0, 0, 0, 0).simulate(1, 0, 3, new Horizon(10, 4));
        for (int i = 0; i < 3; i++) {
            assertThat(line.finalReturn()[i]).isCloseTo(StrictMath.expm1(-0.1), within(1e-15));
            assertThat(line.maximumDrawdown()[i]).isCloseTo(-StrictMath.expm1(-0.1), within(1e-15));
            assertThat(line.worstDay()[i]).isCloseTo(StrictMath.expm1(-0.04), within(1e-15));
        }
    }

    @Test
    void shouldDrawWholeBlocksFromTheSeries() {
        // two returns in turn: with endless blocks a path alternates from its start on
        double up = StrictMath.expm1(0.03);
        double down = StrictMath.expm1(-0.01);
        StationaryBootstrap endless = new StationaryBootstrap(new double[] {up, down}, 1e7);
        PathStatistics paths = endless.simulate(5, 0, 1_000, new Horizon(100, 1));
        for (int i = 0; i < paths.size(); i++) {
            assertThat(paths.finalReturn()[i]).isCloseTo(StrictMath.expm1(1), within(1e-12));
            assertThat(paths.maximumDrawdown()[i])
                    .isCloseTo(-StrictMath.expm1(-0.01), within(1e-12));
            assertThat(paths.worstDay()[i]).isCloseTo(down, within(1e-12));
        }
    }

    @Test
    void shouldBootstrapWithTheMeanAndTheVarianceOfTheTheory() {
        double[] returns = series(6, 500);
        double[] logs = Arrays.stream(returns).map(StrictMath::log1p).toArray();
        Moments moments = Moments.of(logs);
        double block = 4;
        int steps = 50;
        int paths = 200_000;
        PathStatistics found =
                new StationaryBootstrap(returns, block)
                        .simulate(11, 0, paths, new Horizon(steps, steps));
        double[] finals = Arrays.stream(found.finalReturn()).map(StrictMath::log1p).toArray();
        // lag k keeps the circular autocovariance with probability (1 - 1/block)^k
        double variance = 0;
        for (int lag = 0; lag < steps; lag++) {
            double covariance = 0;
            for (int i = 0; i < logs.length; i++) {
                covariance +=
                        (logs[i] - moments.mean())
                                * (logs[(i + lag) % logs.length] - moments.mean());
            }
            double keep = StrictMath.pow(1 - 1 / block, lag) / logs.length;
            variance += (lag == 0 ? 1 : 2) * (steps - lag) * keep * covariance;
        }
        Moments outcome = Moments.of(finals);
        assertThat(outcome.mean())
                .isCloseTo(steps * moments.mean(), within(4 * Math.sqrt(variance / paths)));
        assertThat(outcome.standardDeviation() / Math.sqrt(variance))
                .isCloseTo(1, within(4 * Math.sqrt((outcome.excessKurtosis() + 2) / 4 / paths)));
    }

    @Test
    void shouldDrawGeometricLengths() {
        for (double mean : new double[] {1, 1.5, 13.635665, 400}) {
            BlockLengths lengths = new BlockLengths(mean);
            PathRandom random = new PathRandom(13, (long) mean);
            int draws = 200_000;
            double sum = 0;
            int ones = 0;
            for (int i = 0; i < draws; i++) {
                int length = lengths.next(random);
                sum += length;
                ones += length == 1 ? 1 : 0;
            }
            double deviation = Math.sqrt(mean * (mean - 1));
            assertThat(sum / draws)
                    .isCloseTo(mean, within(4 * deviation / Math.sqrt(draws) + 1e-12));
            double share = 1 / mean;
            assertThat((double) ones / draws)
                    .isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / draws) + 1e-12));
        }
    }

    @Test
    void shouldGiveTheSamePathsForAnyThreadsAndChunks() throws Exception {
        double[] returns = series(9, 300);
        Horizon horizon = new Horizon(390, 78);
        for (PathModel model : List.of(JUMPS, StationaryBootstrap.automatic(returns))) {
            PathStatistics whole = model.simulate(77, 0, 1_200, horizon);
            for (int threads : new int[] {1, 2, 4}) {
                assertThat(onThreads(model, threads, 100 + 17 * threads, horizon)).isEqualTo(whole);
            }
            assertThat(model.simulate(78, 0, 1_200, horizon)).isNotEqualTo(whole);
        }
    }

    /** The literals are the bits of every runtime: they were the same on Java 17 and 25. */
    @Test
    void shouldGiveTheSameBitsOnEveryRuntime() {
        double[] returns = series(9, 300);
        Horizon horizon = new Horizon(390, 78);
        long jumps = bits(JUMPS.simulate(1, 0, 500, horizon));
        long blocks = bits(new StationaryBootstrap(returns, 7.5).simulate(1, 0, 500, horizon));
        long figures = 17;
        for (RiskModel model : RiskModel.values()) {
            for (TailRisk risk : model.estimate(returns, Level.REPORTED)) {
                figures = 31 * figures + Double.doubleToLongBits(risk.valueAtRisk());
                figures = 31 * figures + Double.doubleToLongBits(risk.expectedShortfall());
            }
        }
        assertThat(new long[] {jumps, blocks, figures})
                .containsExactly(2609116888983638735L, -1215812739289512090L, 8340543583344446199L);
    }

    @Test
    void shouldDrawNormalNumbers() {
        int draws = CAMPAIGN ? 50_000_000 : 2_000_000;
        int bins = 200;
        int[] counts = new int[bins];
        int beyond = 0;
        PathRandom random = new PathRandom(2000, 0);
        double[] edges = new double[bins - 1];
        Arrays.setAll(edges, i -> Normal.quantile((i + 1.0) / bins));
        for (int i = 0; i < draws; i++) {
            double value = random.normal();
            int bin = Arrays.binarySearch(edges, value);
            counts[bin < 0 ? -bin - 1 : bin]++;
            beyond += Math.abs(value) > 3.7 ? 1 : 0;
        }
        double statistic = 0;
        double expected = (double) draws / bins;
        for (int count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        assertThat(new ChiSquare(bins - 1).beyond(statistic)).as("seed 2000").isGreaterThan(1e-4);
        double tail = 2 * Normal.cumulative(-3.7) * draws;
        assertThat((double) beyond).isCloseTo(tail, within(4 * Math.sqrt(tail)));
    }

    @Test
    void shouldRefuseWhatCannotBeSimulated() {
        double[] ruin = {0.1, -1, 0.1};
        double[] hole = {0.1, Double.NaN, 0.1};
        assertThatThrownBy(() -> new StationaryBootstrap(ruin, 2)).hasMessageContaining("return 1");
        assertThatThrownBy(() -> new StationaryBootstrap(hole, 2)).hasMessageContaining("value 1");
        assertThatThrownBy(() -> new StationaryBootstrap(new double[3], 0.5))
                .hasMessageContaining("block");
        assertThatThrownBy(() -> JumpDiffusion.of(new double[20]))
                .hasMessageContaining("without variation");
        assertThatThrownBy(() -> JumpDiffusion.of(hole)).hasMessageContaining("at least 10");
        assertThatThrownBy(() -> new JumpDiffusion(0, -1, 0, 0, 0)).hasMessageContaining("jump");
        assertThatThrownBy(() -> new Horizon(0, 1)).hasMessageContaining("steps");
        assertThatThrownBy(() -> JUMPS.simulate(1, -1, 1, new Horizon(1, 1)))
                .hasMessageContaining("paths");
    }

    private static PathStatistics onThreads(
            PathModel model, int threads, int chunk, Horizon horizon) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<PathStatistics>> parts = new ArrayList<>();
            for (int first = 0; first < 1_200; first += chunk) {
                int from = first;
                int count = Math.min(chunk, 1_200 - from);
                parts.add(pool.submit(() -> model.simulate(77, from, count, horizon)));
            }
            List<PathStatistics> done = new ArrayList<>();
            for (Future<PathStatistics> part : parts) {
                done.add(part.get());
            }
            return PathStatistics.merge(done);
        } finally {
            pool.shutdownNow();
        }
    }

    private static long bits(PathStatistics paths) {
        long bits = 17;
        for (int i = 0; i < paths.size(); i++) {
            bits = 31 * bits + Double.doubleToLongBits(paths.finalReturn()[i]);
            bits = 31 * bits + Double.doubleToLongBits(paths.maximumDrawdown()[i]);
            bits = 31 * bits + Double.doubleToLongBits(paths.worstDay()[i]);
        }
        return bits;
    }

    private static double[] powers(double[] values, double centre, int power) {
        double[] powers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double deviation = values[i] - centre;
            double product = deviation;
            for (int p = 1; p < power; p++) {
                product *= deviation;
            }
            powers[i] = product;
        }
        return powers;
    }

    /** A series with jumps down and some dependence from step to step. */
    private static double[] series(long seed, int count) {
        PathRandom random = new PathRandom(seed, 0);
        double[] returns = new double[count];
        double last = 0;
        for (int i = 0; i < count; i++) {
            last = 0.3 * last + 0.01 * random.normal();
            returns[i] = last - (random.unit() < 0.05 ? 0.08 : 0);
        }
        return returns;
    }
}
