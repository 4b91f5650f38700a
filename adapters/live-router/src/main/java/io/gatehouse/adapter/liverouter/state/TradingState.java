package io.gatehouse.adapter.liverouter.state;

/** What the router may do; each is stricter than the one before it. */
public enum TradingState {
    ACTIVE,
    /** Only what brings a position nearer to zero, and cancels. */
    REDUCING,
    /** Nothing is sent but cancels. */
    HALTED;

    public boolean stricterThan(TradingState other) {
        return compareTo(other) > 0;
    }

    public TradingState strictest(TradingState other) {
        return other.stricterThan(this) ? other : this;
    }
}
