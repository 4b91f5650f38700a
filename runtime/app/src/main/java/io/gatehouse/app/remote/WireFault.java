package io.gatehouse.app.remote;

/**
 * What came over the wire is not of the agreed shape; the message names the place, not the value.
 */
public final class WireFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong with it. */
    public enum Kind {
        /** Not the members, types or values that the shape has. */
        MALFORMED,
        /** A command that does not exist. */
        UNKNOWN_COMMAND,
        /** A command that only the engine gives. */
        ENGINE_COMMAND
    }

    WireFault(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
