package io.gatehouse.systemtests.adversity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's clock, until somebody sets it wrong. Thread-safe. */
final class JumpingClock implements InstantSource {

    /** How it goes wrong. */
    enum Jump {
        /** Ten years ahead. */
        AHEAD(Duration.ofDays(3652), true),
        /** Ten years back. */
        BACK(Duration.ofDays(-3652), true),
        /** A day ahead: every key is still valid, and every permit has ended. */
        DAY_AHEAD(Duration.ofDays(1), true),
        /** It stands still. */
        FROZEN(Duration.ZERO, false),
        /** Each look shows a time a second before that of the look before. */
        BACKWARDS(Duration.ofSeconds(-1), false);

        private final Duration by;
        private final boolean runs;

        Jump(Duration by, boolean runs) {
            this.by = by;
            this.runs = runs;
        }
    }

    private Jump jump = Jump.FROZEN;
    private boolean wrong;
    private Instant shown = Instant.EPOCH;

    @Override
    public synchronized Instant instant() {
        if (!wrong) {
            return Instant.now();
        }
        if (jump.runs) {
            return Instant.now().plus(jump.by);
        }
        shown = shown.plus(jump.by);
        return shown;
    }

    /** From now on it is wrong. */
    synchronized void set(Jump how) {
        jump = how;
        wrong = true;
        shown = Instant.now();
    }

    /** It shows the right time again. */
    synchronized void mend() {
        wrong = false;
    }
}
