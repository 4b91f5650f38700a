package io.gatehouse.adapter.liverouter.standin;

import java.util.Locale;
import java.util.Optional;

/** What can go wrong with one request. */
public enum FaultKind {
    /** Never processed, never answered; the connection ends after the hold. */
    TIMEOUT_BEFORE(false),
    /** Processed, never answered. */
    TIMEOUT_AFTER(true),
    /** Processed only after the hold, when the client has long given up; never answered. */
    LATE(true),
    /** Processed; the connection ends without an answer. */
    DROPPED_ACK(true),
    /** Processed and answered twice. */
    DUPLICATE_ACK(true),
    /** Accepted, but matched only some requests later. */
    DELAYED_FILL(true),
    ERROR_BEFORE(false),
    /** Processed, answered with a server error. */
    ERROR_AFTER(true),
    RESET_BEFORE(false),
    RESET_AFTER(true),
    GARBAGE_BEFORE(false),
    GARBAGE_AFTER(true),
    /** Processed; the answer stops in its middle. */
    TRUNCATED_ACK(true),
    MAINTENANCE(false),
    RATE_LIMIT(false),
    BANNED(false),
    REJECT_FILTER(false),
    REJECT_BALANCE(false),
    REJECT_TIMESTAMP(false);

    private final boolean processes;

    FaultKind(boolean processes) {
        this.processes = processes;
    }

    /** Whether the request has its effect, unless the venue refuses it for itself. */
    public boolean processes() {
        return processes;
    }

    /** As scripts write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<FaultKind> of(String text) {
        for (FaultKind kind : values()) {
            if (kind.text().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
