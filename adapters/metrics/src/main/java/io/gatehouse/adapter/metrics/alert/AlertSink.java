package io.gatehouse.adapter.metrics.alert;

import java.io.IOException;

/** Where alerts go. Called by one thread. */
public interface AlertSink {

    /**
     * Takes an event; durable when it returns.
     *
     * @throws IOException when it could not; it will be asked again with the same event
     */
    void accept(AlertEvent event) throws IOException;
}
