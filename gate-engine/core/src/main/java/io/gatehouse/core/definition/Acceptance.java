package io.gatehouse.core.definition;

import java.util.List;
import java.util.stream.Stream;

/** One clause of a step's acceptance: a rule, or a group of alternatives. */
public sealed interface Acceptance permits RuleReference, AnyOf {

    /** Every rule that the clause names, alternatives included, in definition order. */
    default Stream<RuleReference> rules() {
        if (this instanceof AnyOf group) {
            return group.alternatives().stream().flatMap(List::stream);
        }
        return Stream.of((RuleReference) this);
    }
}
