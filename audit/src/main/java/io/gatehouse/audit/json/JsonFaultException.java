package io.gatehouse.audit.json;

/** Carries a {@link JsonFault} to a port that turns it into a finding; it has no stack trace. */
public final class JsonFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient JsonFault fault;

    public JsonFaultException(JsonFault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    public JsonFault fault() {
        return fault;
    }
}
