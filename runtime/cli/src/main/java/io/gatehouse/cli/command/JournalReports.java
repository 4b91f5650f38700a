package io.gatehouse.cli.command;

import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What replay and verification of the journal found. */
final class JournalReports {

    private JournalReports() {}

    static int exit(JournalCheck.Replayed replayed) {
        return replayed.findings().isEmpty() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
    }

    static Report of(JournalCheck.Replayed replayed, Messages messages) {
        boolean same = replayed.findings().isEmpty();
        List<ReportItem> items = new ArrayList<>();
        items.add(
                new ReportItem(
                        "",
                        "state from events",
                        same ? Standing.PASS : Standing.FAIL,
                        "",
                        replayed.findings()));
        List<String> notes = new ArrayList<>();
        if (replayed.unauthenticated() > 0) {
            notes.add(messages.text("status.unauthenticated", replayed.unauthenticated()));
            items.add(new ReportItem("", "commit codes", Standing.WARN, notes.get(0), List.of()));
        }
        return new Report(
                "gatehouse.replay/1",
                "gatehouse audit replay",
                messages.text(
                        same ? "audit.replayed" : "audit.diverged",
                        replayed.events(),
                        replayed.groups(),
                        replayed.root().abbreviated()),
                List.of(),
                new TreeMap<>(
                        Map.of(
                                "events", replayed.events() + "",
                                "groups", replayed.groups() + "",
                                "root", replayed.root().value())),
                items,
                JsonObject.builder()
                        .put("exit", exit(replayed))
                        .put("events", replayed.events())
                        .put("groups", replayed.groups())
                        .put("root", replayed.root().value())
                        .put("unauthenticated_groups", replayed.unauthenticated())
                        .put("findings", Output.toJson(replayed.findings()))
                        .build());
    }

    static int exit(JournalCheck.Checked checked) {
        return !checked.sound()
                ? ExitCodes.REFUSED
                : checked.unchecked().isEmpty() ? ExitCodes.ALLOWED : ExitCodes.UNDECIDED;
    }

    static Report of(JournalCheck.Checked checked, Messages messages) {
        List<ReportItem> items = new ArrayList<>();
        items.add(
                new ReportItem(
                        "",
                        "journal, heads and decision logs",
                        checked.sound() ? Standing.PASS : Standing.FAIL,
                        "",
                        checked.findings()));
        checked.unchecked()
                .forEach(
                        what ->
                                items.add(
                                        new ReportItem(
                                                "",
                                                what,
                                                Standing.ERROR,
                                                messages.text("audit.unchecked", what),
                                                List.of())));
        return new Report(
                "gatehouse.fsck/1",
                "gatehouse audit fsck",
                messages.text(
                        checked.sound() ? "audit.sound" : "audit.unsound",
                        checked.events(),
                        checked.position()),
                List.of(),
                new TreeMap<>(
                        Map.of(
                                "events",
                                checked.events() + "",
                                "journal",
                                checked.position().toString())),
                items,
                JsonObject.builder()
                        .put("exit", exit(checked))
                        .put("events", checked.events())
                        .put(
                                "journal",
                                JsonObject.builder()
                                        .put("seq", checked.position().seq())
                                        .put("digest", checked.position().digest().value())
                                        .build())
                        .put("unchecked", checked.unchecked())
                        .put("findings", Output.toJson(checked.findings()))
                        .build());
    }
}
