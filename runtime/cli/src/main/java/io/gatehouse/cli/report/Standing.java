package io.gatehouse.cli.report;

import io.gatehouse.core.rule.Verdict;

/** How one line of a report stands; in order of gravity, the gravest last. */
public enum Standing {
    PASS,
    NOT_APPLICABLE,
    /** Nothing is wrong yet, and a person should know. */
    WARN,
    /** Only a person's act is missing; not a yes. */
    PENDING,
    FAIL,
    /** Could not be decided; not a yes. */
    ERROR;

    public static Standing of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case ERROR -> ERROR;
            case NOT_APPLICABLE -> NOT_APPLICABLE;
        };
    }

    public Standing worse(Standing other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
