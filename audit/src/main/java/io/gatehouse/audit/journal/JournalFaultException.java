package io.gatehouse.audit.journal;

/** Carries a {@link JournalFault} to a port that turns it into a finding; it has no stack trace. */
public final class JournalFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient JournalFault fault;

    JournalFaultException(JournalFault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    public JournalFault fault() {
        return fault;
    }
}
