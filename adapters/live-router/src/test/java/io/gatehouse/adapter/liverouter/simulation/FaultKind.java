package io.gatehouse.adapter.liverouter.simulation;

/** What can go wrong at one call. */
enum FaultKind {
    TIMEOUT_BEFORE(At.PLACE),
    TIMEOUT_AFTER(At.PLACE),
    DROPPED_ACKNOWLEDGEMENT(At.PLACE),
    DUPLICATE_REQUEST(At.PLACE),
    DUPLICATE_ACKNOWLEDGEMENT(At.PLACE),
    DELAYED_FILL(At.PLACE),
    DELAYED_MESSAGE(At.PLACE),
    SERVER_ERROR_BEFORE(At.PLACE),
    SERVER_ERROR_AFTER(At.PLACE),
    RESET_BEFORE(At.PLACE),
    RESET_AFTER(At.PLACE),
    UNREADABLE_AFTER(At.PLACE),
    EXCEPTION_AFTER(At.PLACE),
    MAINTENANCE(At.PLACE),
    REJECT_PERMANENT(At.PLACE),
    REJECT_TRANSIENT(At.PLACE),
    RATE_LIMIT(At.PLACE),
    KILL_BEFORE_SEND(At.PLACE),
    KILL_AFTER_SEND(At.PLACE),
    LOOK_UP_TIMEOUT(At.FIND),
    LOOK_UP_SERVER_ERROR(At.FIND),
    LOOK_UP_UNREADABLE(At.FIND),
    CANCEL_LOST(At.CANCEL),
    CANCEL_ANSWER_LOST(At.CANCEL),
    CANCEL_SERVER_ERROR(At.CANCEL),
    LIST_TIMEOUT(At.LIST),
    KILL_BEFORE_APPEND(At.APPEND),
    KILL_AFTER_APPEND(At.APPEND);

    /** Where it can strike. */
    enum At {
        PLACE,
        FIND,
        CANCEL,
        LIST,
        APPEND
    }

    final At at;

    FaultKind(At at) {
        this.at = at;
    }

    boolean kills() {
        return name().startsWith("KILL");
    }
}
