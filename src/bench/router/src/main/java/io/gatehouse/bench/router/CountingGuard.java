package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/** Counts how often a guard was asked. For the router's thread. */
final class CountingGuard implements SendGuard {

    private final SendGuard guard;
    private long asked;

    CountingGuard(SendGuard guard) {
        this.guard = guard;
    }

    long asked() {
        return asked;
    }

    @Override
    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        asked++;
        return guard.refusals(order, increasesRisk);
    }

    @Override
    public void sent(ChildOrder order) {
        guard.sent(order);
    }

    @Override
    public void filled(ChildOrder order, long quantity, long notional) {
        guard.filled(order, quantity, notional);
    }

    @Override
    public void ended(ChildOrder order) {
        guard.ended(order);
    }
}
