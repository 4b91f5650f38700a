package io.gatehouse.app.acceptance;

import io.gatehouse.app.history.ArchiveWitness;
import io.gatehouse.app.history.JournalWitness;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.LogFault;
import io.gatehouse.audit.log.LogReport;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Journal and decision logs of the workspace, verified with every check that there is. */
public final class HistoryStep implements AcceptanceStep {

    /** A line that is written at this moment may bear a time just after ours. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Workspace workspace;
    private final Instant now;

    public HistoryStep(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    @Override
    public AcceptancePart part() {
        return AcceptancePart.DECISION_LOG;
    }

    @Override
    public StepOutcome run() {
        if (!workspace.isInitialised()) {
            return StepOutcome.skipped(part(), "a workspace with a journal");
        }
        try {
            JournalCheck.Checked checked =
                    new JournalCheck(workspace, now).fsck(List.of(), Optional.empty());
            List<Finding> findings = new ArrayList<>(checked.findings());
            ReadOnlyInstallation installation = ReadOnlyInstallation.load(workspace, now);
            long lines = 0;
            for (Map.Entry<LogName, List<LineAppended>> log : installation.lines().entrySet()) {
                LogReport report = verify(installation, log.getKey(), log.getValue());
                report.faults().stream().map(LogFault::finding).forEach(findings::add);
                report.unchecked().forEach(u -> findings.add(unchecked(log.getKey(), u.reason())));
                lines += report.lines();
            }
            return StepOutcome.judged(
                    findings,
                    JsonObject.builder()
                            .put("journal", checked.position().toString())
                            .put("logs", installation.lines().size())
                            .put("lines", lines)
                            .build());
        } catch (JournalUnusable | Unanswerable | IOException e) {
            return StepOutcome.judged(
                    List.of(
                            Finding.of(
                                    StepOutcome.RULE,
                                    "history",
                                    "journal",
                                    "a journal that can be read and verifies",
                                    "one that does not",
                                    "gatehouse audit fsck says what is wrong")),
                    JsonObject.EMPTY);
        }
    }

    private LogReport verify(
            ReadOnlyInstallation installation, LogName log, List<LineAppended> lines) {
        VerificationContext context =
                VerificationContext.strict(installation.keys(), installation.people())
                        .withWitnesses(
                                List.of(
                                        new JournalWitness(
                                                lines.stream().map(LineAppended::digest).toList()),
                                        new ArchiveWitness(workspace, installation.state())))
                        .asOf(now.plus(SLACK));
        return new DecisionLogVerifier(context).verify(workspace.decisionLog(log));
    }

    private static Finding unchecked(LogName log, String reason) {
        return Finding.of(
                StepOutcome.RULE,
                "unchecked",
                log + ".jsonl",
                "every check made",
                reason,
                "run the acceptance where keys and archive are at hand");
    }
}
