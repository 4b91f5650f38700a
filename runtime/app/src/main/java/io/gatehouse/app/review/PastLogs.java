package io.gatehouse.app.review;

import io.gatehouse.app.history.DecisionLogFiles;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.audit.log.JournalledLog;
import io.gatehouse.audit.log.LineWitness;
import io.gatehouse.audit.log.LogFault;
import io.gatehouse.audit.log.LogReport;
import io.gatehouse.audit.log.Unchecked;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.InstallationView;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The decision logs as they stood at each moment of a history. Codes whose secret is not here are
 * taken as the engine found them then; {@link #withoutSecrets} counts them. Not thread-safe.
 */
final class PastLogs {

    private static final Set<Unchecked.Check> NEED_SECRETS =
            EnumSet.of(Unchecked.Check.ROLE_SIGNATURES, Unchecked.Check.OUTER_SIGNATURES);

    private final OpenKeyRing keys;
    private final KnownPeople people;
    private final LineWitness archive;
    private final Map<LogName, JournalledLog> logs = new HashMap<>();
    private final Map<LogName, LogFact> facts = new HashMap<>();
    private final Set<LogName> incomplete =
            new TreeSet<>(java.util.Comparator.comparing(LogName::value));

    PastLogs(OpenKeyRing keys, KnownPeople people, LineWitness archive) {
        this.keys = keys;
        this.people = people;
        this.archive = archive;
    }

    void append(LineAppended line) {
        logs.computeIfAbsent(line.log(), this::empty).append(line.line());
        facts.remove(line.log());
    }

    private JournalledLog empty(LogName name) {
        return new JournalledLog(
                name,
                VerificationContext.strict(keys, people)
                        .withWitnesses(List.of(new FromTheJournal(), archive)));
    }

    /** Persons or keys changed: what was right may now be wrong, a revocation reaches back. */
    void lawChanged() {
        logs.values().forEach(JournalledLog::again);
        facts.clear();
    }

    /** What the strict verification would have said. */
    LogFact fact(LogName log, InstallationView state) {
        return facts.computeIfAbsent(log, this::judge);
    }

    private LogFact judge(LogName log) {
        JournalledLog past = logs.computeIfAbsent(log, this::empty);
        LogReport report = past.report();
        List<Finding> findings =
                report.faults().isEmpty()
                        ? List.of()
                        : report.faults().stream().map(LogFault::finding).toList();
        boolean bytesMissing =
                report.unchecked().stream().anyMatch(u -> !NEED_SECRETS.contains(u.check()));
        if (bytesMissing) {
            incomplete.add(log);
        } else {
            incomplete.remove(log);
        }
        if (!report.faultless()) {
            return new LogFact(log, Verdict.FAIL, findings, List.of());
        }
        return bytesMissing
                ? new LogFact(log, Verdict.ERROR, DecisionLogFiles.findings(report), List.of())
                : new LogFact(log, Verdict.PASS, List.of(), past.lines());
    }

    /** Whether a log that was asked for could not be judged for want of archived bytes. */
    boolean isIncomplete() {
        return !incomplete.isEmpty();
    }

    /** How many codes of decision lines could not be checked for want of a secret. */
    long withoutSecrets() {
        return logs.values().stream()
                .flatMap(log -> log.report().unchecked().stream())
                .filter(u -> NEED_SECRETS.contains(u.check()))
                .mapToLong(Unchecked::count)
                .sum();
    }

    /** The lines come from the journal's own events. */
    private static final class FromTheJournal implements LineWitness {

        @Override
        public Unchecked.Check check() {
            return Unchecked.Check.JOURNAL;
        }

        @Override
        public Testimony testify(DecisionLine line) {
            return new Testimony.Confirmed();
        }
    }
}
