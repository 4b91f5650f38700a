package io.gatehouse.audit.compat;

import java.util.List;

/** Ends a compat verification; carries no stack trace, for it is an answer and not a fault. */
final class CompatFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final CompatReason reason;
    private final transient List<String> details;

    CompatFailure(CompatReason reason, String... details) {
        super(reason.code(), null, false, false);
        this.reason = reason;
        this.details = List.of(details);
    }

    CompatReason reason() {
        return reason;
    }

    /** What was met and where, in a few words; never key material. */
    List<String> details() {
        return details;
    }
}
