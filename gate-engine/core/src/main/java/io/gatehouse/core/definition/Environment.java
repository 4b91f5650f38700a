package io.gatehouse.core.definition;

import java.util.List;
import java.util.Optional;

/** The environments of an installation, in rising order of what can be lost in them. */
public enum Environment {
    NONE,
    DEMO,
    PAPER,
    LIVE;

    /** Whether this environment can lose less than the other one. */
    public boolean isLowerThan(Environment other) {
        return compareTo(other) < 0;
    }

    /** The environment to which a gate leads from this one; empty above the last. */
    public Optional<Environment> next() {
        List<Environment> rising = List.of(values());
        int above = rising.indexOf(this) + 1;
        return above < rising.size() ? Optional.of(rising.get(above)) : Optional.empty();
    }
}
