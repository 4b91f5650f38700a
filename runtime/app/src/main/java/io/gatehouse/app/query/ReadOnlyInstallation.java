package io.gatehouse.app.query;

import io.gatehouse.app.engine.StateLoader;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** An installation as its journal tells it, verified while it is read; never written to. */
public final class ReadOnlyInstallation {

    private final Workspace workspace;
    private final InstallationState state;
    private final SortedMap<LogName, List<LineAppended>> lines;
    private final KnownPeople people;
    private final JournalReader.Summary summary;
    private final OpenKeyRing keys;

    private ReadOnlyInstallation(
            Workspace workspace,
            InstallationState state,
            SortedMap<LogName, List<LineAppended>> lines,
            KnownPeople people,
            JournalReader.Summary summary,
            OpenKeyRing keys) {
        this.workspace = workspace;
        this.state = state;
        this.lines = lines;
        this.people = people;
        this.summary = summary;
        this.keys = keys;
    }

    /** Reads the journal of a workspace. */
    public static ReadOnlyInstallation load(Workspace workspace, Instant now)
            throws IOException, JournalUnusable, Unanswerable {
        return load(workspace, now, event -> {});
    }

    /**
     * Reads the journal of a workspace and hands out every event while doing so.
     *
     * @throws Unanswerable when there is no installation
     * @throws JournalUnusable when the journal does not verify
     */
    public static ReadOnlyInstallation load(
            Workspace workspace, Instant now, Consumer<Recorded> events)
            throws IOException, JournalUnusable, Unanswerable {
        if (!workspace.isInitialised()) {
            throw Unanswerable.conflict(Wording.of("no-installation", workspace));
        }
        OpenKeyRing keys = EngineKeys.readable(workspace, now);
        KnownPeople people = new KnownPeople();
        StateLoader loader =
                new StateLoader(
                        governance -> {
                            people.learn(governance);
                            EngineKeys.limit(keys, governance);
                        });
        JournalReader.Summary summary =
                SegmentJournals.read(workspace, CommitKeys.of(keys), loader.andThen(events));
        return new ReadOnlyInstallation(
                workspace, loader.state(), loader.lines(), people, summary, keys);
    }

    public Workspace workspace() {
        return workspace;
    }

    public InstallationView state() {
        return state;
    }

    /** The digest of the whole installation. */
    public Digest root() {
        return state.root();
    }

    public JournalPosition position() {
        return summary.position();
    }

    /** How many groups bear a code that could not be checked here; 0 where the journal key is. */
    public long unauthenticated() {
        return summary.unauthenticated();
    }

    /** The decision-log lines of the journal. */
    public SortedMap<LogName, List<LineAppended>> lines() {
        return lines;
    }

    /** All keys of persons that were ever adopted. */
    public KnownPeople people() {
        return people;
    }

    /** The engine's keys, with secrets only where they are at hand. */
    public OpenKeyRing keys() {
        return keys;
    }
}
