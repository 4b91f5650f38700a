package io.gatehouse.app.usecase;

import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.app.workspace.PermitFiles;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.command.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops everything, now. {@link #stop} needs no lock, no journal and no space; the event follows
 * with {@link #record}, or when the next engine finds the latch.
 */
public final class Halt {

    private final Workspace workspace;

    public Halt(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Takes every permit away, then drops a latch.
     *
     * @return what could not be done; empty when everything was. One of the two suffices to stop a
     *     holder that asks again.
     */
    public List<String> stop() {
        List<String> problems = new ArrayList<>();
        try {
            new PermitFiles(workspace).removeAll();
        } catch (IOException e) {
            problems.add("permit files could not be removed");
        }
        try {
            new HaltLatch(workspace).drop();
        } catch (IOException e) {
            problems.add("the latch could not be dropped");
        }
        return problems;
    }

    /** Journals the halt as one person's act. */
    public Answer record(Desk desk, String reason) throws Unanswerable {
        return desk.give(new Command.Halt(reason));
    }
}
