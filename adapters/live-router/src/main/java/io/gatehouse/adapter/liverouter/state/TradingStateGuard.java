package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** HALTED: nothing is sent. REDUCING: only what closes. Thread-safe. */
public final class TradingStateGuard implements SendGuard {

    private final Supplier<TradingState> state;

    /** Of a latch that no other process makes stricter. */
    public TradingStateGuard(TradingLatch latch) {
        this.state = latch::state;
    }

    /**
     * Of a latch that other processes share.
     *
     * @param age greatest age of what is known of the folder when an order is sent; an older look
     *     is taken anew, so that a process that was stopped sends nothing upon what it knew before
     */
    public TradingStateGuard(TradingLatch latch, Duration age) {
        this.state = () -> latch.stateWithin(age);
    }

    @Override
    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        TradingState now = state.get();
        if (now == TradingState.ACTIVE) {
            return List.of();
        }
        if (now == TradingState.HALTED) {
            return List.of(StateFindings.halted(order));
        }
        return increasesRisk ? List.of(StateFindings.reducing(order)) : List.of();
    }
}
