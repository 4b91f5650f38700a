package io.gatehouse.bench.router;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Rows of Markdown tables. Stateless. */
final class Table {

    private Table() {}

    /** A histogram of nanoseconds up to two minutes, to three digits. */
    static Histogram histogram() {
        return new Histogram(120_000_000_000L, 3);
    }

    static void head(String title, String... columns) {
        System.out.printf("%n%s (load %s)%n%n", title, load());
        row(columns);
        System.out.println("|---".repeat(columns.length) + "|");
    }

    static void row(String... cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    /** p50, p99, p99.9 and the greatest, in microseconds. */
    static String micros(Histogram nanos) {
        return String.format(
                Locale.ROOT,
                "%.1f | %.1f | %.1f | %.0f",
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getValueAtPercentile(99.9) / 1e3,
                nanos.getMaxValue() / 1e3);
    }

    static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Average number of programs that wanted a processor over the last minute. */
    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "not known";
        }
    }

    /** Processor time that this process has used, with its compiler and its collector. */
    static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
