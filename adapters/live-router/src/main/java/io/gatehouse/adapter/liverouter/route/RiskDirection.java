package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.order.ChildOrder;

/** Tells closing orders from others. In doubt an order increases risk. */
@FunctionalInterface
public interface RiskDirection {

    /** Whether the order may bring a position further from zero. */
    boolean increases(ChildOrder order);

    /**
     * Believes the order's own {@code reduceOnly}. Fit only where the venue or a guard enforces it:
     * else a strategy could open positions during a halt by calling them closings.
     */
    static RiskDirection asDeclared() {
        return order -> !order.reduceOnly();
    }
}
