package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far bars lie from each other. Pure. */
final class BarSpacing {

    private BarSpacing() {}

    /** The most frequent distance of neighbours, the shorter of two; empty below two rows. */
    static Optional<Duration> mostFrequent(long[] time) {
        Map<Long, Integer> counts = new HashMap<>();
        int[] order = StableOrder.of(time);
        for (int i = 1; i < order.length; i++) {
            counts.merge(time[order[i]] - time[order[i - 1]], 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Long, Integer>comparingByValue()
                                .thenComparing(
                                        Map.Entry.comparingByKey(
                                                java.util.Comparator.reverseOrder())))
                .map(e -> Duration.ofMillis(e.getKey()))
                .filter(d -> !d.isZero());
    }
}
