package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * Asked before an order is sent: pre-trade controls, trading state, lease, kill latch.
 *
 * <p>The router asks all of them, after the order is fixed and before its id is reserved; any
 * finding forbids. A guard that cannot tell says so with a finding: it never allows in doubt. What
 * was sent, filled and ended is told to all, in the order it became durable. Called by the router's
 * own thread, but for what a guard takes from elsewhere.
 */
public interface SendGuard {

    /**
     * Why it may not be sent; empty when nothing forbids it.
     *
     * @param increasesRisk whether it may bring a position further from zero. A guard that stops
     *     risk still lets closing orders pass.
     */
    List<Finding> refusals(ChildOrder order, boolean increasesRisk);

    /** It was reserved and is about to be sent: it counts at once, whatever is answered. */
    default void sent(ChildOrder order) {}

    /**
     * More of it was filled.
     *
     * @param quantity newly filled, scaled
     * @param notional value of just that, in units of a notional
     */
    default void filled(ChildOrder order, long quantity, long notional) {}

    /** Nothing more can happen to it: filled, cancelled, refused or proven absent. */
    default void ended(ChildOrder order) {}
}
