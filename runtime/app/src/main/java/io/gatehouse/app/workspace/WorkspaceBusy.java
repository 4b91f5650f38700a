package io.gatehouse.app.workspace;

/** Another process writes in the workspace; the message names it. */
public final class WorkspaceBusy extends Exception {

    private static final long serialVersionUID = 1L;

    private final String holder;

    WorkspaceBusy(String holder) {
        super("the workspace is held by " + holder);
        this.holder = holder;
    }

    /** Whether the holder serves the workspace: it does not end by itself. */
    public boolean isServer() {
        return holder.contains("(" + WriterLock.SERVE + ",");
    }

    /** Process id, verb and since when; {@code an unknown process} when it did not say. */
    public String holder() {
        return holder;
    }
}
