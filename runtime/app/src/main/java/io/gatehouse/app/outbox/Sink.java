package io.gatehouse.app.outbox;

import java.io.IOException;

/** Where notifications go. For one thread. */
public interface Sink {

    /**
     * Hands over one notification.
     *
     * @throws IOException when it was not taken; the same one is tried again later, and none after
     *     it before
     */
    void deliver(CloudEvent event) throws IOException, InterruptedException;
}
