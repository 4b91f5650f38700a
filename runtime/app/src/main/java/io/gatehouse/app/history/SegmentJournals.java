package io.gatehouse.app.history;

import io.gatehouse.app.port.JournalGuard;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalPlace;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.journal.JournalSettings;
import io.gatehouse.audit.journal.JournalWatch;
import io.gatehouse.audit.journal.SegmentJournal;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.command.Command.RecordTailCut;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.GovernanceEvent.InstallationFounded;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The journal as segment files under {@code var/gatehouse/journal}. */
public final class SegmentJournals implements JournalStore {

    /** The founding is among the first events: admission, then the founding itself. */
    private static final int FOUNDING_GROUP = 2;

    private final Workspace workspace;
    private final CommitKeys keys;
    private final InstantSource clock;
    private final InstallationId installation;
    private final Optional<Path> mirror;
    private final JournalWatch watch;

    /**
     * @param mirror a directory on another disk that gets a copy of the journal's head
     */
    public SegmentJournals(
            Workspace workspace,
            CommitKeys keys,
            InstantSource clock,
            InstallationId installation,
            Optional<Path> mirror) {
        this.workspace = workspace;
        this.keys = keys;
        this.clock = clock;
        this.installation = installation;
        this.mirror = mirror;
        this.watch = new JournalWatch(workspace.journal(), keys, clock);
    }

    @Override
    public Opened open(Consumer<Recorded> events) throws IOException, JournalUnusable {
        try {
            SegmentJournal.Opened opened =
                    SegmentJournal.open(
                            JournalPlace.under(workspace.state(), mirror),
                            keys,
                            clock,
                            JournalSettings.DEFAULTS.of(installation),
                            watch,
                            group -> group.events().forEach(events));
            List<RecordTailCut> cuts =
                    opened.cuts().stream()
                            .map(
                                    cut ->
                                            new RecordTailCut(
                                                    cut.segment(),
                                                    cut.offset(),
                                                    cut.length(),
                                                    cut.digest()))
                            .toList();
            return new Opened(opened.journal(), cuts);
        } catch (JournalFaultException e) {
            throw new JournalUnusable(List.of(finding(e.fault())));
        } catch (KeyFaultException e) {
            throw new JournalUnusable(List.of(KeyFindings.of(e.fault())));
        }
    }

    @Override
    public JournalGuard guard() {
        return new JournalGuard() {
            @Override
            public Optional<Finding> prepare(JournalPosition end) throws IOException {
                return watch.verify(end).map(SegmentJournals::finding);
            }

            @Override
            public Optional<Finding> check(JournalPosition end) throws IOException {
                return watch.catchUp(end).map(SegmentJournals::finding);
            }
        };
    }

    @Override
    public void replay(Consumer<Recorded> events) throws IOException, JournalUnusable {
        read(workspace, keys, events);
    }

    @Override
    public void replay(long from, long to, Consumer<Recorded> events)
            throws IOException, JournalUnusable {
        try {
            new JournalReader(DirectoryFiles.existing(workspace.journal()), keys)
                    .read(from, to, events);
        } catch (JournalFaultException e) {
            throw new JournalUnusable(List.of(finding(e.fault())));
        }
    }

    /**
     * Reads a journal without lock and without writing.
     *
     * @param keys {@link CommitKeys#NONE} where no secret is at hand: the digest chain is verified,
     *     the commit records' codes are not
     */
    public static JournalReader.Summary read(
            Workspace workspace, CommitKeys keys, Consumer<Recorded> events)
            throws IOException, JournalUnusable {
        try {
            return new JournalReader(DirectoryFiles.existing(workspace.journal()), keys)
                    .groups(group -> group.events().forEach(events));
        } catch (JournalFaultException e) {
            throw new JournalUnusable(List.of(finding(e.fault())));
        }
    }

    /**
     * Whose journal it is, by its founding; later events that name another are refused.
     *
     * @throws JournalUnusable when it does not begin with one
     */
    public static InstallationId installation(Workspace workspace)
            throws IOException, JournalUnusable {
        List<InstallationId> found = new ArrayList<>();
        try {
            new JournalReader(DirectoryFiles.existing(workspace.journal()), CommitKeys.NONE)
                    .read(
                            1,
                            FOUNDING_GROUP,
                            first -> {
                                if (EventCodec.decode(
                                                first.draft().type(),
                                                first.draft().version(),
                                                first.draft().data())
                                        instanceof InstallationFounded founded) {
                                    found.add(founded.installation());
                                }
                            });
        } catch (JournalFaultException e) {
            throw new JournalUnusable(List.of(finding(e.fault())));
        } catch (CodecFault e) {
            throw new JournalUnusable(List.of(notFounded()));
        }
        if (found.isEmpty()) {
            throw new JournalUnusable(List.of(notFounded()));
        }
        return found.get(0);
    }

    private static Finding notFounded() {
        return Finding.of(
                "engine-journal",
                "not-founded",
                "events 1 and 2",
                "the founding of the installation",
                "none",
                "run 'gatehouse init' in a new directory");
    }

    /** A fault of the journal as a finding. */
    public static Finding finding(JournalFault fault) {
        return Finding.of(
                "engine-journal",
                fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                fault.segment()
                        + (fault.line() > 0 ? ":" + fault.line() : "")
                        + (fault.seq() > 0 ? " (event " + fault.seq() + ")" : ""),
                fault.expected(),
                fault.observed(),
                fault.remedy());
    }
}
