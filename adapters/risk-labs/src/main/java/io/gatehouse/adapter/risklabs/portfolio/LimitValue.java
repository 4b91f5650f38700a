package io.gatehouse.adapter.risklabs.portfolio;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One limit as somebody set it.
 *
 * @param limit which
 * @param value within the limit's range
 * @param owner who answers for it; empty where the configuration does not say
 * @param version changes with the value, so that a pass under other limits does not count any more
 * @param rationale why it is as it is; empty where the configuration does not say
 */
public record LimitValue(
        Limit limit, BigDecimal value, String owner, String version, String rationale) {

    public LimitValue {
        Objects.requireNonNull(limit);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(rationale);
        if (version.isEmpty()) {
            throw new IllegalArgumentException("a limit without version: " + limit.field());
        }
        if (value.signum() <= 0 || value.compareTo(limit.greatest()) > 0) {
            throw new IllegalArgumentException(limit.field() + " must be " + limit.range());
        }
    }

    /** Whether somebody answers for it and says why. */
    public boolean attested() {
        return !owner.isEmpty() && !rationale.isEmpty();
    }
}
