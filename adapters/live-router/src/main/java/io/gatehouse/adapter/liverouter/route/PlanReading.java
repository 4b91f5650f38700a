package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** A plan, or everything that is wrong with its configuration. */
public sealed interface PlanReading {

    record Read(RoutePlan plan) implements PlanReading {}

    record Refused(List<Finding> findings) implements PlanReading {
        public Refused {
            findings = List.copyOf(findings);
        }
    }
}
