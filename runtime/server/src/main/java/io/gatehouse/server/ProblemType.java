package io.gatehouse.server;

import io.gatehouse.core.decide.Decision.Reason;
import java.util.Locale;

/** Why a request was not answered with a yes; {@code docs/reference/rest-api.md}. */
enum ProblemType {
    MALFORMED(400),
    UNKNOWN_COMMAND(400),
    UNAUTHORIZED(401),
    FOREIGN_ORIGIN(403),
    ENGINE_COMMAND(403),
    NOT_PERMITTED(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    CONFLICT(409),
    PENDING(409),
    POSITION_MOVED(412),
    TOO_LARGE(413),
    MEDIA_TYPE(415),
    FOREIGN_HOST(421),
    REFUSED(422),
    KEY_REUSED(422),
    UNDECIDED(500),
    FAULT(500),
    ENGINE_STOPPED(503),
    STOPPING(503),
    TOO_MANY_WATCHERS(503);

    private final int status;

    ProblemType(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The name in lower case with hyphens: in the URN, in logs, in the message bundles. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String urn() {
        return "urn:gatehouse:problem:" + code();
    }

    static ProblemType of(Reason reason) {
        return switch (reason) {
            case REFUSED -> REFUSED;
            case UNDECIDED -> UNDECIDED;
            case NOT_PERMITTED -> NOT_PERMITTED;
            case CONFLICT -> CONFLICT;
            case PENDING -> PENDING;
        };
    }
}
