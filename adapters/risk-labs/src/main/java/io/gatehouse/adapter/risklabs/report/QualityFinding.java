package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;

/**
 * Something that the data quality gate saw in data it let through.
 *
 * @param subject the series or file
 */
public record QualityFinding(Severity severity, String subject, Note detail) {

    /** How much it matters; what is worse than a warning stops the run before it computes. */
    public enum Severity {
        NOTICE,
        WARNING
    }

    public QualityFinding {
        Objects.requireNonNull(severity);
        Checks.name(subject, "finding subject");
        Objects.requireNonNull(detail);
    }
}
