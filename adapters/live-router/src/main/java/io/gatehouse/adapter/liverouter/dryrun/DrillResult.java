package io.gatehouse.adapter.liverouter.dryrun;

import java.util.List;
import java.util.Map;

/**
 * What a drill came to.
 *
 * @param nanos how long took what the drill is about, by a monotonic clock
 * @param figures more that was measured, by name; for the report, judged by nobody
 */
public record DrillResult(List<DryRunCheck> checks, long nanos, Map<String, Long> figures) {

    private static final long MILLISECOND = 1_000_000;

    public DrillResult {
        checks = List.copyOf(checks);
        figures = Map.copyOf(figures);
    }

    /** One that only took its time. */
    public static DrillResult of(List<DryRunCheck> checks, long nanos) {
        return new DrillResult(checks, nanos, Map.of());
    }

    /** Rounded up: nothing looks faster than it was. */
    long millis() {
        return nanos / MILLISECOND + (nanos % MILLISECOND == 0 ? 0 : 1);
    }
}
