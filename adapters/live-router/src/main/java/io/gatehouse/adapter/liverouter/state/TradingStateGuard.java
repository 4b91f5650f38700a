package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/** HALTED: nothing is sent. REDUCING: only what closes. Thread-safe. */
public final class TradingStateGuard implements SendGuard {

    private final TradingLatch latch;

    public TradingStateGuard(TradingLatch latch) {
        this.latch = latch;
    }

    @Override
    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        TradingState state = latch.state();
        if (state == TradingState.ACTIVE) {
            return List.of();
        }
        if (state == TradingState.HALTED) {
            return List.of(StateFindings.halted(order));
        }
        return increasesRisk ? List.of(StateFindings.reducing(order)) : List.of();
    }
}
