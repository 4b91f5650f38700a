package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Something that was read and checked: a value, or every reason why there is none. */
public sealed interface Checked<T> {

    /** Nothing was wrong with it. */
    record Accepted<T>(T value) implements Checked<T> {
        public Accepted {
            Objects.requireNonNull(value);
        }
    }

    /**
     * It is refused.
     *
     * @param findings why; never empty, for a refusal without a reason cannot be mended
     */
    record Refused<T>(List<Finding> findings) implements Checked<T> {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a refusal without a finding");
            }
        }
    }

    /** The value, if it was accepted. */
    default Optional<T> accepted() {
        return this instanceof Accepted<T> accepted
                ? Optional.of(accepted.value())
                : Optional.empty();
    }

    /** Why it was refused; empty if it was accepted. */
    default List<Finding> findings() {
        return this instanceof Refused<T> refused ? refused.findings() : List.of();
    }

    /** Accepted when nothing was found, refused otherwise. */
    static <T> Checked<T> of(T value, List<Finding> findings) {
        return findings.isEmpty() ? new Accepted<>(value) : new Refused<>(findings);
    }
}
