package io.gatehouse.audit.key;

/** Carries a {@link KeyFault} to a port that turns it into a finding; it has no stack trace. */
public final class KeyFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient KeyFault fault;

    KeyFaultException(KeyFault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    public KeyFault fault() {
        return fault;
    }
}
