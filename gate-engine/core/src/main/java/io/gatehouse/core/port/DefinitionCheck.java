package io.gatehouse.core.port;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * The law that no definition may fall below, asked when a set of rules is adopted: known rules and
 * adapters, and the floor in code (architecture, section 5). Pure.
 */
@FunctionalInterface
public interface DefinitionCheck {

    /** What is wrong with a definition; empty when it may be adopted. */
    List<Finding> check(GateDefinition definition);
}
