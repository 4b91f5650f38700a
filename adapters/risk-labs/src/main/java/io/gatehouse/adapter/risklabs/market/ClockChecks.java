package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What the clocks say: stale series, bars of tomorrow, recorders whose clock is off. Pure. */
final class ClockChecks {

    /** Five minutes of difference are a network's; more is another clock. */
    private static final double LARGEST_BASE_MILLIS = 300_000;

    private ClockChecks() {}

    static void age(Bars bars, QualitySettings settings, List<DataFinding> findings) {
        Instant opened = Instant.ofEpochMilli(bars.openTime()[bars.size() - 1]);
        if (opened.isAfter(settings.now())) {
            findings.add(
                    DataCode.FROM_THE_FUTURE.on(
                            bars.symbol(), "no bar after " + settings.now(), "a bar of " + opened));
            return;
        }
        if (settings.maxAge().isPresent()) {
            Duration age = Duration.between(opened.plus(bars.interval()), settings.now());
            if (age.compareTo(settings.maxAge().get()) > 0) {
                findings.add(
                        DataCode.STALE.on(
                                bars.symbol(),
                                "a last bar that ended at most "
                                        + settings.maxAge().get().toHours()
                                        + " hours ago",
                                "it ended " + age.toHours() + " hours ago"));
            }
        }
    }

    static void latencies(Latencies latencies, List<DataFinding> findings) {
        double[] raw = FeedLatency.raw(latencies);
        double base = FeedLatency.smallest(raw, 0, raw.length);
        if (base < 0 || base > LARGEST_BASE_MILLIS) {
            findings.add(
                    DataCode.CLOCK_SKEW.on(
                            latencies.symbol() + " latency",
                            "a receiving clock that is right",
                            millis(base) + " at the least; subtracted from all",
                            String.format(Locale.ROOT, "%.3f", base)));
        }
        if (!FeedLatency.isStable(raw)) {
            findings.add(
                    DataCode.CLOCK_SKEW_UNSTABLE.on(
                            latencies.symbol() + " latency",
                            "a smallest latency that stays within 100 ms",
                            "it wanders by " + millis(FeedLatency.drift(raw))));
        }
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.3f ms", value);
    }
}
