package io.gatehouse.adapter.liverouter.guard;

/** Port: strategies that were disabled, until a named person enables them again. Thread-safe. */
public interface StrategyLatch {

    boolean latched(String strategy);

    /** Disables it, at once for every reader and durably as soon as may be; never throws. */
    void latch(String strategy, String reason);
}
