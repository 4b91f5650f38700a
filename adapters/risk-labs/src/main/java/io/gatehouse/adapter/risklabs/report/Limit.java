package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;

/**
 * One limit of a profile, who set it and why, and how far the portfolio is from it.
 *
 * @param name such as {@code drawdown_limit}; a breach of it has the same name
 * @param required whether a profile passes only if it was measured
 * @param owner who answers for it
 * @param version of the limits' file or of the limit
 */
public record Limit(
        String name,
        Measure measure,
        boolean required,
        String owner,
        String version,
        Note rationale) {

    /** What stands for the owner where the configuration names none. */
    public static final String NOT_STATED = "not stated";

    public Limit {
        Checks.code(name, "limit name");
        Objects.requireNonNull(measure);
        Checks.name(owner, "limit owner");
        Checks.name(version, "limit version");
        Objects.requireNonNull(rationale);
    }
}
