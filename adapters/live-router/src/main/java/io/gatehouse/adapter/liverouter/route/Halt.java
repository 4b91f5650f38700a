package io.gatehouse.adapter.liverouter.route;

/**
 * Told when orders must stop for a reason that only a person can judge.
 *
 * <p>Latches on disk before it returns, and does not throw. Called by the router's thread.
 */
@FunctionalInterface
public interface Halt {

    /**
     * Stops orders that increase risk.
     *
     * @param code a {@link io.gatehouse.adapter.liverouter.ledger.ContradictionCode} or {@link
     *     RouteCode}
     */
    void halt(String code, String detail);
}
