package io.gatehouse.cli;

import io.gatehouse.core.decide.Decision.Reason;
import java.util.Optional;

/** The answers of {@code gatehouse} to scripts; {@code docs/reference/exit-codes.md}. */
public final class ExitCodes {

    public static final int ALLOWED = 0;
    public static final int REFUSED = 1;
    public static final int USAGE = 2;
    public static final int UNDECIDED = 3;
    public static final int NOT_PERMITTED = 4;
    public static final int CONFLICT = 5;
    public static final int PENDING = 8;
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** Only the absence of a reason is a yes. */
    public static int of(Optional<Reason> reason) {
        return reason.map(ExitCodes::of).orElse(ALLOWED);
    }

    public static int of(Reason reason) {
        return switch (reason) {
            case REFUSED -> REFUSED;
            case UNDECIDED -> UNDECIDED;
            case NOT_PERMITTED -> NOT_PERMITTED;
            case CONFLICT -> CONFLICT;
            case PENDING -> PENDING;
        };
    }
}
