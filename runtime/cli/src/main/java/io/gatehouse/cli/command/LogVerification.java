package io.gatehouse.cli.command;

import io.gatehouse.app.history.DecisionLogFiles;
import io.gatehouse.audit.log.LogFault;
import io.gatehouse.audit.log.LogReport;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers what was found in decision logs: one item for each line, and one for the whole log. */
final class LogVerification {

    /** Lines shown one by one; a longer log is told of as a whole. */
    private static final long MOST_LINES = 10_000;

    private final boolean lenient;
    private final Messages messages;
    private final List<String> headlines = new ArrayList<>();
    private final List<ReportItem> items = new ArrayList<>();
    private final List<JsonObject> answers = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    LogVerification(boolean lenient, Messages messages) {
        this.lenient = lenient;
        this.messages = messages;
    }

    void add(LogName log, LogReport report) {
        // Fewer checks were made than a log needs to be relied on: no fault is not a pass (ADR
        // 0008).
        Verdict verdict =
                !lenient ? report.verdict() : report.faultless() ? Verdict.ERROR : Verdict.FAIL;
        List<Finding> findings = DecisionLogFiles.findings(report);
        verdicts.add(verdict);
        headlines.add(
                messages.text(
                                "log." + verdict,
                                log + ".jsonl",
                                report.lines(),
                                lenient ? "--lenient" : "--strict")
                        .strip());
        items(log, report, verdict, findings);
        answers.add(
                JsonObject.builder()
                        .put("log", log.value())
                        .put("lines", report.lines())
                        .put("strict", !lenient)
                        .put("verdict", verdict.name())
                        .put("findings", Output.toJson(findings))
                        .build());
    }

    private void items(LogName log, LogReport report, Verdict verdict, List<Finding> findings) {
        Map<Long, List<Finding>> byLine =
                report.faults().stream()
                        .filter(f -> f.line() > 0)
                        .collect(
                                Collectors.groupingBy(
                                        LogFault::line,
                                        TreeMap::new,
                                        Collectors.mapping(
                                                LogFault::finding, Collectors.toList())));
        List<Finding> rest = grouped(findings);
        long lines = Math.min(report.lines(), MOST_LINES);
        for (long line = 1; line <= lines; line++) {
            List<Finding> own = byLine.getOrDefault(line, List.of());
            rest.removeAll(own);
            items.add(
                    new ReportItem(
                            log + ".jsonl",
                            "line " + line,
                            own.isEmpty() ? Standing.PASS : Standing.FAIL,
                            "",
                            own));
        }
        // What a revoked key signed earlier stands, and whoever relies on it should know.
        new TreeMap<>(report.revokedSince())
                .forEach(
                        (key, line) ->
                                items.add(
                                        new ReportItem(
                                                log + ".jsonl",
                                                "key " + key,
                                                Standing.WARN,
                                                messages.text("log.revoked-since", key, line),
                                                List.of())));
        boolean told = verdict == Verdict.FAIL && rest.isEmpty();
        items.add(
                new ReportItem(
                        log + ".jsonl",
                        "log",
                        told ? Standing.PASS : Standing.of(verdict),
                        "",
                        rest));
    }

    /** What was not checked, once for each kind with all reasons; the JSON document has each. */
    private static List<Finding> grouped(List<Finding> findings) {
        Map<String, List<Finding>> unchecked = new TreeMap<>();
        List<Finding> rest = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.code().equals("unchecked")) {
                unchecked.computeIfAbsent(finding.expected(), k -> new ArrayList<>()).add(finding);
            } else {
                rest.add(finding);
            }
        }
        for (List<Finding> same : unchecked.values()) {
            Finding first = same.get(0);
            rest.add(
                    new Finding(
                            first.rule(),
                            first.code(),
                            first.subject(),
                            first.expected(),
                            same.stream()
                                    .map(Finding::observed)
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining("; ")),
                            first.remedy(),
                            first.clause(),
                            first.pending()));
        }
        return rest;
    }

    Report report(JournalPosition position) {
        if (headlines.isEmpty()) {
            headlines.add(messages.text("log.none"));
            // No case at all would read as green where nothing was verified.
            items.add(new ReportItem("", "logs", Standing.ERROR, "", List.of()));
        }
        return new Report(
                "gatehouse.log-verify/1",
                "gatehouse log verify" + (lenient ? " --lenient" : " --strict"),
                headlines.get(0),
                headlines.subList(1, headlines.size()),
                new TreeMap<>(Map.of("journal", position.toString())),
                items,
                JsonObject.of("logs", answers));
    }

    int exit() {
        Verdict worst = Verdict.worst(verdicts);
        return worst == Verdict.PASS
                ? ExitCodes.ALLOWED
                : worst == Verdict.FAIL ? ExitCodes.REFUSED : ExitCodes.UNDECIDED;
    }
}
