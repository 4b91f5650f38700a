package io.gatehouse.app.engine;

import io.gatehouse.core.port.Journal.Pending;
import java.io.IOException;

/**
 * A group that was decided and handed to the journal.
 *
 * @param outcome to be told when the group is durable and no earlier
 * @param after what follows outside of the journal then, and needs no order among promotions
 */
record Committed(Outcome outcome, Pending pending, Aftermath after) {

    /** Something to be done once a group is durable. */
    @FunctionalInterface
    interface Aftermath {
        void run() throws IOException;
    }
}
