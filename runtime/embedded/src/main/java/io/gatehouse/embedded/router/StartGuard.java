package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * Refuses risk for what was amiss when the process started, and until the venues were compared with
 * the journal. What only closes passes. Thread-safe.
 */
final class StartGuard implements SendGuard {

    private final List<Finding> amiss;
    private volatile boolean compared;

    StartGuard(List<Finding> amiss) {
        this.amiss = List.copyOf(amiss);
    }

    void compared() {
        compared = true;
    }

    /** Why it refuses; empty when it does not. */
    List<Finding> amiss() {
        return compared ? amiss : List.of(notCompared("router"));
    }

    private static Finding notCompared(String subject) {
        return RouterCode.NOT_COMPARED.at(
                subject, "venues that were compared, and a price of each symbol", "not yet");
    }

    @Override
    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        if (!increasesRisk) {
            return List.of();
        }
        return compared ? amiss : List.of(notCompared(order.parent()));
    }
}
