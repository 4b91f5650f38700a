package io.gatehouse.adapter.risklabs.stress;

import java.util.Objects;

/**
 * A measured value beside its limit.
 *
 * @param limit the limit's name, as in the configuration
 * @param bound on which side of the limit the value must be
 * @param value of the limit
 * @param measured in the same unit
 */
public record Judgement(String limit, Bound bound, double value, double measured) {

    /** The side on which a limit holds; the limit itself holds. */
    public enum Bound {
        AT_MOST,
        AT_LEAST
    }

    public Judgement {
        Objects.requireNonNull(limit);
        Objects.requireNonNull(bound);
        // a value that is not a number compares false with everything, also with "above the limit"
        if (!Double.isFinite(value) || !Double.isFinite(measured)) {
            throw new IllegalArgumentException("not a finite value of " + limit);
        }
    }

    /** How far the value is from breaking the limit; negative once it is broken. */
    public double distance() {
        return bound == Bound.AT_MOST ? value - measured : measured - value;
    }

    public boolean holds() {
        return bound == Bound.AT_MOST ? measured <= value : measured >= value;
    }
}
