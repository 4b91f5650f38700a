package io.gatehouse.app.port;

import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.state.InstallationView;
import java.util.List;

/**
 * What is derived from the journal and can be thrown away: read model and search index. A failure
 * here never undoes what the journal has acknowledged; an implementation stops, and catches up when
 * it is started again.
 */
public interface Projection extends AutoCloseable {

    /** Nothing is derived. */
    Projection NONE =
            new Projection() {
                @Override
                public void start(InstallationView state, JournalPosition position) {}

                @Override
                public void project(
                        List<Draft> group, InstallationView state, JournalPosition position) {}

                @Override
                public void close() {}
            };

    /** Catches up with the journal, before the first group. */
    void start(InstallationView state, JournalPosition position);

    /** Takes one durable group into account. */
    void project(List<Draft> group, InstallationView state, JournalPosition position);

    @Override
    void close();
}
