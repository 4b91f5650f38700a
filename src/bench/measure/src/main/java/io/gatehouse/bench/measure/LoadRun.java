package io.gatehouse.bench.measure;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Repeats one unit of work on several threads: first for a time that does not count, then for one
 * that does. A unit that fails ends the run with its exception; nothing is counted then.
 *
 * @param threads how many
 * @param warmUp seconds before counting
 * @param measured seconds that count
 */
public record LoadRun(int threads, int warmUp, int measured) {

    /** One unit of work, done by one thread again and again. */
    @FunctionalInterface
    public interface Unit {
        void run() throws Exception;
    }

    /**
     * Runs the units, one for each thread.
     *
     * @return {@code threads}, {@code units}, {@code seconds}, {@code rate} per second, {@code cpu}
     *     milliseconds per unit of the whole process, {@code p50} and {@code p99} in milliseconds
     */
    public Result measure(String name, List<? extends Unit> units)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            go(pool, units, warmUp);
            long cpu = cpu();
            long start = System.nanoTime();
            List<long[]> times = go(pool, units, measured);
            double seconds = (System.nanoTime() - start) / 1e9;
            double spent = (cpu() - cpu) / 1e6;
            long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return Result.named(name)
                    .with("threads", threads)
                    .with("units", all.length)
                    .with("seconds", seconds)
                    .with("rate", all.length / seconds)
                    .with("cpu", spent / all.length)
                    .with("p50", all[all.length / 2] / 1e6)
                    .with("p99", all[(int) (all.length * 0.99)] / 1e6);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<long[]> go(ExecutorService pool, List<? extends Unit> units, int seconds)
            throws InterruptedException, ExecutionException {
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<long[]>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Unit unit = units.get(i);
            running.add(
                    pool.submit(
                            () -> {
                                begin.await();
                                return repeat(unit, TimeUnit.SECONDS.toNanos(seconds));
                            }));
        }
        begin.countDown();
        List<long[]> times = new ArrayList<>();
        for (Future<long[]> one : running) {
            times.add(one.get());
        }
        return times;
    }

    /** Nanoseconds of each unit that was begun within the time. */
    private static long[] repeat(Unit unit, long nanoseconds) throws Exception {
        long[] times = new long[1024];
        int count = 0;
        long start = System.nanoTime();
        long now = start;
        while (now - start < nanoseconds) {
            unit.run();
            long end = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = end - now;
            now = end;
        }
        return Arrays.copyOf(times, count);
    }

    /** CPU time of this process so far, in nanoseconds. */
    public static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
