package io.gatehouse.bench.labs;

import io.gatehouse.adapter.risklabs.statistics.Horizon;
import io.gatehouse.adapter.risklabs.statistics.JumpDiffusion;
import io.gatehouse.adapter.risklabs.statistics.PathModel;
import io.gatehouse.adapter.risklabs.statistics.PathStatistics;
import io.gatehouse.adapter.risklabs.statistics.StationaryBootstrap;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Path-steps per second of both path models, with one and two threads: 100,000 paths of 390 steps,
 * of each path the final return, the deepest drawdown and the worst day. Prints the median of five
 * runs after two of warming up, and the mean outcome, which {@code numpy_paths.py} must agree with.
 */
public final class PathSteps {

    private static final int PATHS = 100_000;
    private static final int CHUNK = 1_000;
    private static final Horizon HORIZON = new Horizon(390, 390);
    private static final int WARM = 2;
    private static final int RUNS = 5;

    private PathSteps() {}

    /** Runs everything; takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        double[] series = new double[5_000];
        // a fixed series of the same size as that of the script: its values do not matter for speed
        for (int i = 0; i < series.length; i++) {
            series[i] = 0.01 * StrictMath.sin(i * 1.7) * StrictMath.cos(i * 0.013);
        }
        StationaryBootstrap bootstrap = new StationaryBootstrap(series, 13.6);
        JumpDiffusion jumps = new JumpDiffusion(0, 0.001, 0.01, -0.002, 0.005);
        measure("bootstrap", bootstrap);
        measure("jump-diffusion", jumps);
        perProcessorSecond("bootstrap", bootstrap);
        perProcessorSecond("jump-diffusion", jumps);
    }

    private static void measure(String name, PathModel model) throws Exception {
        for (int threads = 1; threads <= 2; threads++) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                double[] rates = new double[RUNS];
                PathStatistics figures = run(pool, model);
                for (int i = 1 - WARM; i < RUNS; i++) {
                    long start = System.nanoTime();
                    figures = run(pool, model);
                    double seconds = (System.nanoTime() - start) * 1e-9;
                    if (i >= 0) {
                        rates[i] = (double) PATHS * HORIZON.steps() / seconds / 1e6;
                    }
                }
                Arrays.sort(rates);
                System.out.printf(
                        Locale.ROOT,
                        "java  %-14s threads=%d %7.1f M path-steps/s (%.1f to %.1f)"
                                + "  mean final %.5f drawdown %.5f%n",
                        name,
                        threads,
                        rates[RUNS / 2],
                        rates[0],
                        rates[RUNS - 1],
                        Arrays.stream(figures.finalReturn()).average().orElseThrow(),
                        Arrays.stream(figures.maximumDrawdown()).average().orElseThrow());
            } finally {
                pool.shutdownNow();
            }
        }
    }

    /** The rate of one thread while it really ran. */
    private static void perProcessorSecond(String name, PathModel model) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] rates = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int first = 0; first < PATHS; first += CHUNK) {
                model.simulate(42, first, CHUNK, HORIZON);
            }
            double seconds = (threads.getCurrentThreadCpuTime() - start) * 1e-9;
            rates[i] = (double) PATHS * HORIZON.steps() / seconds / 1e6;
        }
        Arrays.sort(rates);
        System.out.printf(
                Locale.ROOT,
                "java  %-14s %7.1f M path-steps per second of processor time%n",
                name,
                rates[RUNS / 2]);
    }

    private static PathStatistics run(ExecutorService pool, PathModel model) throws Exception {
        List<Future<PathStatistics>> parts = new ArrayList<>();
        for (int first = 0; first < PATHS; first += CHUNK) {
            int from = first;
            parts.add(pool.submit(() -> model.simulate(42, from, CHUNK, HORIZON)));
        }
        List<PathStatistics> done = new ArrayList<>();
        for (Future<PathStatistics> part : parts) {
            done.add(part.get());
        }
        return PathStatistics.merge(done);
    }
}
