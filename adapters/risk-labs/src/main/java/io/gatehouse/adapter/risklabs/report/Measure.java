package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A figure against what it may be.
 *
 * @param unit of both
 * @param bound which side of the limit is allowed
 * @param limit more than zero: a limit of zero forbids everything and is a file not filled in
 * @param measured what was found; empty when nothing was measured
 */
public record Measure(Unit unit, Bound bound, double limit, OptionalDouble measured) {

    /** Which side of a limit is allowed; the limit itself is. */
    public enum Bound {
        AT_MOST,
        AT_LEAST
    }

    /** Greatest use of a limit that is told. */
    private static final double MOST = 1_000_000;

    public Measure {
        Objects.requireNonNull(unit);
        Objects.requireNonNull(bound);
        limit = Checks.number(limit, "limit");
        Checks.require(limit > 0, "a limit is not more than zero");
        measured = Checks.number(measured, "measured figure");
    }

    public static Measure atMost(Unit unit, double limit, double measured) {
        return new Measure(unit, Bound.AT_MOST, limit, OptionalDouble.of(measured));
    }

    public static Measure atLeast(Unit unit, double limit, double measured) {
        return new Measure(unit, Bound.AT_LEAST, limit, OptionalDouble.of(measured));
    }

    /** How far the limit still is, in the unit; negative beyond it. */
    public OptionalDouble distance() {
        if (measured.isEmpty()) {
            return OptionalDouble.empty();
        }
        double found = measured.getAsDouble();
        return OptionalDouble.of(bound == Bound.AT_MOST ? limit - found : found - limit);
    }

    /** Whether it was measured and lies beyond the limit. */
    public boolean broken() {
        return distance().isPresent() && distance().getAsDouble() < 0;
    }

    /**
     * Share of the limit that is used up: 1 at the limit, more beyond, up to a million; empty if
     * not measured.
     */
    public OptionalDouble use() {
        if (measured.isEmpty()) {
            return OptionalDouble.empty();
        }
        double found = measured.getAsDouble();
        if (bound == Bound.AT_MOST) {
            return OptionalDouble.of(Math.max(0, Math.min(MOST, found / limit)));
        }
        // what should be large and is nothing at all is as far beyond as can be shown
        return OptionalDouble.of(found <= limit / MOST ? MOST : limit / found);
    }
}
