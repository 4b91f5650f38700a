package io.gatehouse.core.apply;

/**
 * An event that cannot have happened in this state: the history is not one that this engine made.
 */
public final class ApplyFault extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public ApplyFault(String message) {
        super(message);
    }
}
