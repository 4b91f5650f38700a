package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;

/** The model whose figures are held against the limits, at which level, and why this one. */
public record Judging(String model, double level, Note reason) {

    public Judging {
        Checks.code(model, "model");
        level = Checks.level(level);
        Objects.requireNonNull(reason);
    }
}
