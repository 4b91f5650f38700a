package io.gatehouse.core.definition;

import java.util.List;

/**
 * Alternatives of which one must pass whole, such as runbook step 1.3: a local smoke test or a
 * confirmed CI run.
 */
public record AnyOf(List<List<RuleReference>> alternatives) implements Acceptance {

    public AnyOf {
        alternatives = alternatives.stream().map(List::copyOf).toList();
        // An empty alternative would pass without a single check.
        if (alternatives.size() < 2 || alternatives.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(
                    "any-of needs two or more alternatives, none of them empty");
        }
    }
}
