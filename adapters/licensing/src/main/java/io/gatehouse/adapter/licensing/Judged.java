package io.gatehouse.adapter.licensing;

import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Something that was read from outside and judged: the value, or why it is refused. Immutable when
 * the value is.
 */
public sealed interface Judged<T> {

    /** It is what it must be. */
    record Accepted<T>(T held) implements Judged<T> {}

    /**
     * It is refused.
     *
     * @param findings at least one
     */
    record Refused<T>(List<Finding> findings) implements Judged<T> {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a reason");
            }
        }
    }

    static <T> Judged<T> accepted(T value) {
        return new Accepted<>(value);
    }

    static <T> Judged<T> refused(Finding finding) {
        return new Refused<>(List.of(finding));
    }

    static <T> Judged<T> refused(List<Finding> findings) {
        return new Refused<>(findings);
    }

    /** The value; empty when it was refused. */
    default Optional<T> value() {
        return this instanceof Accepted<T> accepted
                ? Optional.of(accepted.held())
                : Optional.empty();
    }

    /** Why it is refused; empty when it is not. */
    default List<Finding> findings() {
        return this instanceof Refused<T> refused ? refused.findings() : List.of();
    }
}
