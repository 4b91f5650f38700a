package io.gatehouse.adapter.risklabs.market;

import java.util.List;
import java.util.Objects;

/**
 * What came of reading something from outside: the value with notes, or why it was refused.
 *
 * @param <T> what was read
 */
public sealed interface Reading<T> {

    /** Everything that is to be said about it, in the order in which it was found. */
    List<DataFinding> findings();

    /** It was read. */
    record Read<T>(T value, List<DataFinding> findings) implements Reading<T> {
        public Read {
            Objects.requireNonNull(value);
            findings = List.copyOf(findings);
        }
    }

    /** It was not read, for at least one reason. */
    record Refused<T>(List<DataFinding> findings) implements Reading<T> {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.stream().noneMatch(DataFinding::refuses)) {
                throw new IllegalArgumentException("a refusal without reason");
            }
        }
    }
}
