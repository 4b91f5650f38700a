package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;

/**
 * Value at risk and expected shortfall of one model at one level, as fractions of equity; losses
 * are positive.
 *
 * @param model such as {@code historical} or {@code garch}
 * @param level such as 0.99
 */
public record TailFigure(
        String model, double level, Estimate valueAtRisk, Estimate expectedShortfall) {

    private static final double ROUNDING = 1e-9;

    public TailFigure {
        Checks.code(model, "model");
        level = Checks.level(level);
        Objects.requireNonNull(valueAtRisk);
        Objects.requireNonNull(expectedShortfall);
        // the mean of the tail lies in the tail; otherwise a figure stands under another's name
        Checks.require(
                expectedShortfall.value()
                        >= valueAtRisk.value() - ROUNDING * Math.abs(valueAtRisk.value()),
                "expected shortfall is less than value at risk");
    }
}
