package io.gatehouse.adapter.liverouter.state;

import java.time.Instant;
import java.util.Optional;

/** A tightening that holds in memory and is not on the disk yet. Compared by identity. */
final class Pending {

    private final Optional<String> strategy;
    private final TradingState state;
    private final Instant at;
    private final String by;
    private final String reason;

    Pending(Optional<String> strategy, TradingState state, Instant at, String by, String reason) {
        this.strategy = strategy;
        this.state = state;
        this.at = at;
        this.by = by.isBlank() ? "unnamed" : by;
        this.reason = reason.isBlank() ? "no reason was given" : reason;
    }

    Optional<String> strategy() {
        return strategy;
    }

    TradingState state() {
        return state;
    }

    Latch numbered(int number) {
        return new Latch(number, strategy, state, at, by, reason);
    }
}
