package io.gatehouse.systemtests.adversity;

import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalPlace;
import io.gatehouse.audit.journal.JournalSettings;
import io.gatehouse.audit.journal.SegmentJournal;
import io.gatehouse.core.command.Command.RecordTailCut;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The journal in {@link FaultyFiles}, in segments so small that a walk begins several. */
record FaultyJournals(
        Faults faults,
        Workspace workspace,
        CommitKeys keys,
        InstantSource clock,
        InstallationId installation)
        implements JournalStore {

    private static final long SEGMENT_BYTES = 12_000;

    @Override
    public Opened open(Consumer<Recorded> events) throws IOException, JournalUnusable {
        try {
            Path state = workspace.state();
            // A head that is synced only when a line is written lags: recovery has work to do.
            SegmentJournal.Opened opened =
                    SegmentJournal.open(
                            new JournalPlace(
                                    new FaultyFiles(faults, state.resolve("journal")),
                                    new FaultyFiles(faults, state.resolve("quarantine")),
                                    Optional.empty()),
                            keys,
                            clock,
                            new JournalSettings(
                                    SEGMENT_BYTES, Duration.ofDays(1), Optional.of(installation)),
                            group -> group.events().forEach(events));
            return new Opened(
                    opened.journal(),
                    opened.cuts().stream()
                            .map(
                                    cut ->
                                            new RecordTailCut(
                                                    cut.segment(),
                                                    cut.offset(),
                                                    cut.length(),
                                                    cut.digest()))
                            .toList());
        } catch (JournalFaultException e) {
            throw new JournalUnusable(List.of(SegmentJournals.finding(e.fault())));
        }
    }

    @Override
    public void replay(Consumer<Recorded> events) throws IOException, JournalUnusable {
        SegmentJournals.read(workspace, keys, events);
    }
}
