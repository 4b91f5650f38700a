package io.gatehouse.embedded;

import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.store.Projector;
import io.gatehouse.store.Store;
import io.gatehouse.store.StoreFault;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The H2 read model behind the engine. When the store fails it is left behind and catches up at the
 * next start: what it holds can always be made anew from the journal.
 */
final class StoreProjection implements Projection {

    private final Workspace workspace;
    private final InstantSource clock;
    private Optional<Store> store = Optional.empty();

    StoreProjection(Workspace workspace, InstantSource clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    @Override
    public void start(InstallationView state, JournalPosition position) {
        try {
            Store opened = open();
            store = Optional.of(opened);
            opened.projector().synchronise(new Source(position), state);
        } catch (StoreFault e) {
            leave();
        }
    }

    private Store open() {
        try {
            return Store.open(workspace.database(), clock);
        } catch (StoreFault e) {
            if (!e.isCuredByDiscarding()) {
                throw e;
            }
            Store.discard(workspace.database());
            return Store.open(workspace.database(), clock);
        }
    }

    @Override
    public void project(List<Draft> group, InstallationView state, JournalPosition position) {
        try {
            store.ifPresent(s -> s.projector().apply(group, position, state));
        } catch (StoreFault e) {
            leave();
        }
    }

    /** Whether the read model follows the journal. */
    boolean isFollowing() {
        return store.isPresent();
    }

    private void leave() {
        close();
    }

    @Override
    public void close() {
        store.ifPresent(Store::close);
        store = Optional.empty();
    }

    /** The journal on the disk, as the projector reads it when it is behind. */
    private final class Source implements Projector.Source {

        private final JournalPosition end;

        Source(JournalPosition end) {
            this.end = end;
        }

        @Override
        public JournalPosition position() {
            return end;
        }

        @Override
        public Optional<Digest> digestAt(long seq) {
            return read().stream().filter(e -> e.seq() == seq).map(Recorded::digest).findFirst();
        }

        @Override
        public Stream<Recorded> after(long seq) {
            return read().stream().filter(e -> e.seq() > seq);
        }

        /** Read before for verifying; a second reading is paid only when the model is opened. */
        private List<Recorded> read() {
            List<Recorded> events = new ArrayList<>();
            try {
                SegmentJournals.read(workspace, CommitKeys.NONE, events::add);
            } catch (IOException | JournalUnusable e) {
                return List.of();
            }
            return events;
        }
    }
}
