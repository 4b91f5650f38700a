package io.gatehouse.core.machine;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * A pure condition of a transition: the findings that stand against it, none when it may be taken.
 */
@FunctionalInterface
public interface Guard {

    Guard OPEN = List::of;

    List<Finding> findings();
}
