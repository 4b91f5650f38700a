package io.gatehouse.adapter.risklabs.statistics;

import java.util.Objects;

/**
 * Value at risk and expected shortfall of one step at one level, both as fractions of the value and
 * positive for a loss.
 *
 * @param level the confidence level
 * @param valueAtRisk the loss that is exceeded with probability {@code 1 - level}
 * @param expectedShortfall the mean loss in that tail; never below the value at risk
 */
public record TailRisk(Level level, double valueAtRisk, double expectedShortfall) {

    public TailRisk {
        Objects.requireNonNull(level);
        if (!Double.isFinite(valueAtRisk) || !Double.isFinite(expectedShortfall)) {
            throw new IllegalArgumentException("a tail risk that is not a number");
        }
    }
}
