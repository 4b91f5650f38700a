package io.gatehouse.app.history;

import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.FileStamp;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.DecisionLogWriter;
import io.gatehouse.audit.log.LogFault;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.audit.log.LogReport;
import io.gatehouse.audit.log.LogWriteException;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.SealedLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files {@code audit/decision_logs/*.jsonl} and their heads. The journal comes first: a line is
 * appended here only after its event is durable, and a file that differs from the journal is
 * refused, never mended. Confined to the engine's lock.
 */
public final class DecisionLogFiles implements DecisionLogs, AutoCloseable {

    /** For so long a verdict is not formed anew when nothing has changed. */
    private static final Duration WATCH = Duration.ofHours(1);

    private final Workspace workspace;
    private final OpenKeyRing keys;
    private final KnownPeople people;
    private final LogVerifications verifications;
    private final InstantSource clock;
    private final Map<LogName, DecisionLogWriter> writers = new HashMap<>();
    private final Map<LogName, List<Digest>> journalled = new HashMap<>();
    private final Map<LogName, Watched> watched = new HashMap<>();

    /** A verdict with all that it depended upon. */
    private record Watched(
            LogFact fact, FileStamp file, FileStamp head, GovernanceState law, Instant at) {}

    public DecisionLogFiles(
            Workspace workspace, OpenKeyRing keys, KnownPeople people, InstantSource clock) {
        this.workspace = workspace;
        this.keys = keys;
        this.people = people;
        this.verifications = new LogVerifications(keys, people);
        this.clock = clock;
    }

    /** Takes over what the journal says of a log, for verifying without writing. */
    public void remember(LogName log, List<LineAppended> lines) {
        journalled.put(log, new ArrayList<>(lines.stream().map(LineAppended::digest).toList()));
    }

    @Override
    public void append(LineAppended line) throws IOException {
        try {
            DecisionLogWriter writer = writer(line.log());
            byte[] bytes = CanonicalJson.bytes(line.line());
            verifications.written(
                    line.log(),
                    workspace.decisionLog(line.log()),
                    bytes.length + 1L,
                    () -> write(writer, line));
            journalled.computeIfAbsent(line.log(), log -> new ArrayList<>()).add(line.digest());
        } catch (JournalUnusable | KeyFaultException e) {
            throw new IOException("decision log " + line.log() + " cannot be written", e);
        }
    }

    private static void write(DecisionLogWriter writer, LineAppended line) throws IOException {
        try {
            writer.append(line.line());
        } catch (LogWriteException e) {
            throw new IOException("decision log " + line.log() + " cannot be written", e);
        }
    }

    @Override
    public void complete(LogName log, List<LineAppended> lines)
            throws IOException, JournalUnusable {
        remember(log, lines);
        try {
            cutTornLine(log, lines);
            DecisionLogWriter writer = writer(log);
            int there = (int) Math.min(writer.lines(), Integer.MAX_VALUE);
            Digest expected =
                    there == 0 || there > lines.size()
                            ? Digest.ZERO
                            : lines.get(there - 1).digest();
            if (there > lines.size() || !writer.last().equals(expected)) {
                // A line that no event made: somebody else wrote here.
                throw new JournalUnusable(
                        List.of(
                                Finding.of(
                                        "decision-log",
                                        "differs-from-journal",
                                        log + ".jsonl",
                                        lines.size() + " lines as journalled",
                                        there + " lines, the last " + writer.last().abbreviated(),
                                        "restore the log from a backup; run 'gatehouse audit"
                                                + " fsck'")));
            }
            for (LineAppended line : lines.subList(there, lines.size())) {
                writer.append(line.line());
            }
        } catch (LogWriteException e) {
            throw new IOException("decision log " + log + " cannot be completed", e);
        } catch (KeyFaultException e) {
            throw new JournalUnusable(List.of(KeyFindings.of(e.fault())));
        }
    }

    /**
     * A crash in the middle of a write leaves the beginning of a line. Where it is the beginning of
     * the very line that the journal has next, it is cut off, to be written anew in whole; anything
     * else stays, and the writer refuses it.
     */
    private void cutTornLine(LogName log, List<LineAppended> lines) throws IOException {
        Path file = workspace.decisionLog(log);
        long whole = 0;
        long start = 0;
        if (Files.exists(LogHead.fileOf(file), LinkOption.NOFOLLOW_LINKS)) {
            try {
                LogHead head = LogHead.parse(Files.readAllBytes(LogHead.fileOf(file)));
                whole = head.lines();
                start = head.length();
            } catch (IllegalArgumentException e) {
                return; // the writer names what is wrong with it
            }
        }
        if (whole >= lines.size() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        byte[] wanted = CanonicalJson.bytes(lines.get((int) whole).line());
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            long torn = channel.size() - start;
            if (torn > 0 && torn <= wanted.length) {
                ByteBuffer rest = ByteBuffer.allocate((int) torn);
                while (rest.hasRemaining() && channel.read(rest, start + rest.position()) > 0) {
                    continue; // a channel may give fewer bytes than asked for
                }
                if (Arrays.equals(rest.array(), Arrays.copyOf(wanted, (int) torn))) {
                    channel.truncate(start);
                    channel.force(true);
                }
            }
        }
    }

    private DecisionLogWriter writer(LogName log) throws IOException, JournalUnusable {
        DecisionLogWriter known = writers.get(log);
        if (known != null) {
            return known;
        }
        DecisionLogWriter.Opening opening =
                DecisionLogWriter.open(workspace.decisionLog(log), log, keys, clock);
        if (opening instanceof DecisionLogWriter.Opening.Refused refused) {
            throw new JournalUnusable(List.of(refused.fault().finding()));
        }
        DecisionLogWriter writer = ((DecisionLogWriter.Opening.Opened) opening).writer();
        writers.put(log, writer);
        return writer;
    }

    @Override
    public LogFact verify(LogName log, InstallationView state) {
        Instant asOf = clock.instant().plusSeconds(5);
        VerificationContext context =
                VerificationContext.strict(keys, people)
                        .withWitnesses(
                                List.of(
                                        new JournalWitness(journalled.getOrDefault(log, List.of())),
                                        new ArchiveWitness(workspace, state)))
                        .asOf(asOf);
        List<Long> inForce =
                state.environment().grants().values().stream()
                        .map(GrantRecord::decision)
                        .filter(line -> line.log().equals(log))
                        .map(SealedLine::index)
                        .toList();
        return verifications.verify(log, workspace.decisionLog(log), context, asOf, inForce);
    }

    @Override
    public LogFact watch(LogName log, InstallationView state) {
        Instant now = clock.instant();
        Optional<FileStamp> file = FileStamp.of(workspace.decisionLog(log));
        Optional<FileStamp> head = FileStamp.of(LogHead.fileOf(workspace.decisionLog(log)));
        Optional<LogFact> known =
                Optional.ofNullable(watched.get(log))
                        .filter(w -> Optional.of(w.file()).equals(file))
                        .filter(w -> Optional.of(w.head()).equals(head))
                        .filter(w -> w.law().equals(state.governance()))
                        .filter(w -> !now.isBefore(w.at()) && now.isBefore(w.at().plus(WATCH)))
                        .map(Watched::fact);
        if (known.isPresent()) {
            return known.get();
        }
        LogFact whole = verify(log, state);
        LogFact fact = new LogFact(log, whole.verdict(), whole.findings(), List.of());
        watched.remove(log);
        if (fact.verdict() == Verdict.PASS && file.isPresent() && head.isPresent()) {
            // the stamps are those from before the reading: a change during it is seen next time
            watched.put(log, new Watched(fact, file.get(), head.get(), state.governance(), now));
        }
        return fact;
    }

    /** Verifies a file and gathers its lines; they count only when the verdict is PASS. */
    public static LogFact fact(VerificationContext context, Path file, LogName log) {
        List<JsonObject> lines = new ArrayList<>();
        LogReport report =
                new DecisionLogVerifier(context).verify(file, line -> lines.add(line.entry()));
        return new LogFact(
                log,
                report.verdict(),
                findings(report),
                report.verdict() == Verdict.PASS ? lines : List.of());
    }

    /** Everything that a report says against a log, what could not be checked included. */
    public static List<Finding> findings(LogReport report) {
        List<Finding> findings = new ArrayList<>();
        report.faults().stream().map(LogFault::finding).forEach(findings::add);
        report.unchecked()
                .forEach(
                        u ->
                                findings.add(
                                        Finding.of(
                                                "decision-log",
                                                "unchecked",
                                                report.log()
                                                        + ".jsonl"
                                                        + (u.firstLine() > 0
                                                                ? ":" + u.firstLine()
                                                                : ""),
                                                u.check().name().toLowerCase(java.util.Locale.ROOT)
                                                        + " checked",
                                                "not checked: " + u.reason(),
                                                "verify where keys, archive and journal are at"
                                                        + " hand")));
        return findings;
    }

    @Override
    public void close() throws IOException {
        for (DecisionLogWriter writer : writers.values()) {
            writer.close();
        }
        writers.clear();
    }
}
