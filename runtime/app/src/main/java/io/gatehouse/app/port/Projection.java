package io.gatehouse.app.port;

import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.state.InstallationView;
import java.util.List;

/**
 * What is derived from the journal and can be thrown away: read model and search index. A failure
 * here never undoes what the journal has acknowledged.
 */
public interface Projection extends AutoCloseable {

    /** Nothing is derived. */
    Projection NONE =
            new Projection() {
                @Override
                public void project(
                        List<Event> group, InstallationView state, JournalPosition position) {}

                @Override
                public void close() {}
            };

    /** Takes one durable group into account. */
    void project(List<Event> group, InstallationView state, JournalPosition position);

    @Override
    void close();
}
