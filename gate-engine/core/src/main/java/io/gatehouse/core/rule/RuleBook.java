package io.gatehouse.core.rule;

import io.gatehouse.core.id.RuleId;
import java.util.Collection;
import java.util.Optional;

/** The rules that this build knows. An unknown rule is a definition error, and ERROR when met. */
public interface RuleBook {

    Optional<Rule> find(RuleId id);

    /** All rules in the order of their ids. */
    Collection<Rule> all();
}
