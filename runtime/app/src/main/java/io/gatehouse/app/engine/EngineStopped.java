package io.gatehouse.app.engine;

/**
 * The engine cannot go on and has to be started anew from disk: a write failed. What was
 * acknowledged before stands; the command in flight is either in the journal or never was.
 */
public final class EngineStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineStopped(String message, Throwable cause) {
        super(message, cause);
    }
}
