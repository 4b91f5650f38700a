package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;
import java.util.Optional;

/**
 * A figure, with the interval that holds the true one at some confidence, where it is known.
 *
 * @param value finite
 * @param interval around it, or around what a resampling says of it; it need not hold the value
 */
public record Estimate(double value, Optional<Interval> interval) {

    public Estimate {
        value = Checks.number(value, "estimate");
        Objects.requireNonNull(interval);
    }

    public static Estimate of(double value) {
        return new Estimate(value, Optional.empty());
    }

    public static Estimate of(double value, double low, double high, double confidence) {
        return new Estimate(value, Optional.of(new Interval(low, high, confidence)));
    }

    /**
     * An interval.
     *
     * @param confidence between 0 and 1, such as 0.95
     */
    public record Interval(double low, double high, double confidence) {

        public Interval {
            low = Checks.number(low, "interval");
            high = Checks.number(high, "interval");
            Checks.require(low <= high, "an interval ends before it begins");
            confidence = Checks.level(confidence);
        }
    }
}
