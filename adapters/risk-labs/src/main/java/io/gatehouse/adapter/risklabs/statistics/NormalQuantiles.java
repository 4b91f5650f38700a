package io.gatehouse.adapter.risklabs.statistics;

import java.util.HashMap;
import java.util.Map;

/** The tails of the standard normal distribution, computed once per level. Not thread-safe. */
final class NormalQuantiles {

    private final Map<Level, TailRisk> units = new HashMap<>();

    TailRisk tailRisk(Level level, double mean, double deviation) {
        TailRisk unit = units.computeIfAbsent(level, l -> Normal.tailRisk(l, 0, 1));
        return new TailRisk(
                level,
                deviation * unit.valueAtRisk() - mean,
                deviation * unit.expectedShortfall() - mean);
    }
}
