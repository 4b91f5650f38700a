package io.gatehouse.server;

import java.net.URI;
import java.util.List;

/** A server that listens. Thread-safe. */
public interface RunningServer extends AutoCloseable {

    /** Where it listens, with the port that it got. */
    URI uri();

    /** The workspaces that could not be opened; the others are served. */
    List<StartFault> faults();

    /** Waits until somebody closes it. */
    void awaitStop() throws InterruptedException;

    /**
     * Stops: no new command; what is under way may end within the grace; heads are synced, locks
     * and notes given back. An action that did not end is named lost by the next start. Does
     * nothing the second time.
     */
    @Override
    void close();
}
