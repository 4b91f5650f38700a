package io.gatehouse.adapter.metrics.alert;

import io.gatehouse.configuration.alerts.PromExpression.Selector;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples of the last time, by series. Bounded in series and in samples of each; a series that does
 * not fit is counted, because an alert on it could not fire. Confined to one thread.
 */
final class SampleStore {

    /** Most series; fifty times what a router with ten venues and pairs has. */
    static final int MAX_SERIES = 50_000;

    private final int capacity;
    private final long kept;
    private final Map<String, Map<Labels, SampleRing>> series = new HashMap<>();
    private int count;
    private long refused;
    private long now;

    /**
     * @param range the longest that will be asked for
     * @param interval time between two samples
     */
    SampleStore(Duration range, Duration interval) {
        kept = range.toMillis();
        capacity = (int) Math.min(100_000, kept / interval.toMillis() + 2);
    }

    void add(long at, List<Sample> samples) {
        if (at < now) {
            // The clock was set back: what is kept lies ahead, and would hide all that comes until
            // the clock has caught up.
            series.clear();
            count = 0;
        }
        now = at;
        for (Sample sample : samples) {
            Map<Labels, SampleRing> rings =
                    series.computeIfAbsent(sample.series(), s -> new LinkedHashMap<>());
            SampleRing ring = rings.get(sample.labels());
            if (ring == null && count < MAX_SERIES) {
                ring = new SampleRing(capacity);
                rings.put(sample.labels(), ring);
                count++;
            }
            if (ring == null) {
                refused++;
            } else {
                ring.add(at, sample.value());
            }
        }
    }

    /** How many samples had no place; not 0 means that alerts may be missing. */
    long refused() {
        return refused;
    }

    /** The values of now of the series that are meant. */
    Vector instant(Selector selector) {
        Vector result = new Vector();
        rings(selector)
                .forEach(
                        (labels, ring) -> {
                            if (ring.newest() == now) { // one that is gone has no value
                                result.put(labels, ring.newestValue());
                            }
                        });
        return result;
    }

    /** How much each series rose over the range. */
    Vector increase(Selector selector) {
        long start = now - Math.min(kept, selector.range().orElseThrow().toMillis());
        Vector result = new Vector();
        rings(selector)
                .forEach(
                        (labels, ring) -> {
                            double rise = ring.from(start, now).increase(start, now);
                            if (!Double.isNaN(rise)) {
                                result.put(labels, rise);
                            }
                        });
        return result;
    }

    private Map<Labels, SampleRing> rings(Selector selector) {
        Map<Labels, SampleRing> meant = new LinkedHashMap<>();
        series.getOrDefault(selector.series(), Map.of())
                .forEach(
                        (labels, ring) -> {
                            if (selector.matchers().stream()
                                    .allMatch(m -> m.admits(labels.get(m.label())))) {
                                meant.put(labels, ring);
                            }
                        });
        return meant;
    }
}
