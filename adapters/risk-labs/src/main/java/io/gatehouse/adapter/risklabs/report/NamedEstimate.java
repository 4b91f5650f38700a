package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;

/** A figure with its name (lower-case, for programs) and unit. */
public record NamedEstimate(String name, Unit unit, Estimate estimate) {

    public NamedEstimate {
        Checks.code(name, "figure name");
        Objects.requireNonNull(unit);
        Objects.requireNonNull(estimate);
    }
}
