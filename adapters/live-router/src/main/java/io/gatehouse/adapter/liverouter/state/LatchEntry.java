package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.core.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A latch and what became of it.
 *
 * @param number from 1; 0 for a file that nobody here wrote, which cannot be lifted, only removed
 * @param digest of the file's bytes, which a lift must name; zero when the file is gone
 * @param latch empty when it cannot be read: then it halts everything
 * @param lift empty while it stands
 */
public record LatchEntry(int number, Digest digest, Optional<Latch> latch, Optional<Lift> lift) {

    /** Who took it back, when and why. */
    public record Lift(String person, String reason, Instant at) {}

    public boolean standing() {
        return lift.isEmpty();
    }

    /** Whether it holds for everything, not for one strategy. */
    boolean general() {
        return latch.flatMap(Latch::strategy).isEmpty();
    }

    TradingState state() {
        return latch.map(Latch::state).orElse(TradingState.HALTED);
    }
}
