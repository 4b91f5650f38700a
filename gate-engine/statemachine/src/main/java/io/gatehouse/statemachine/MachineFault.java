package io.gatehouse.statemachine;

/** A machine could not be built, put into a state, or did not answer within the call. */
final class MachineFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MachineFault(String message) {
        super(message);
    }

    MachineFault(String message, Throwable cause) {
        super(message, cause);
    }
}
