package io.gatehouse.server;

import io.gatehouse.app.workspace.Workspace;

/** A workspace, or the listener, could not be opened. */
public final class StartFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Workspace workspace;

    StartFault(Workspace workspace, Exception cause) {
        super(workspace + ": " + cause.getMessage(), cause);
        this.workspace = workspace;
    }

    public Workspace workspace() {
        return workspace;
    }

    /** What a person should be told, with its findings where it has some. */
    public Exception fault() {
        return (Exception) getCause();
    }
}
