package io.gatehouse.core.definition;

/** The environments of an installation, in rising order of what can be lost in them. */
public enum Environment {
    NONE,
    DEMO,
    PAPER,
    LIVE;

    /** Whether this environment can lose less than the other one. */
    public boolean isLowerThan(Environment other) {
        return ordinal() < other.ordinal();
    }
}
