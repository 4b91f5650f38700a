package io.gatehouse.cli.command;

import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            notes.clear();
        }
        if (same) {
            notes.add(messages.text("audit.unanchored"));
        }
        return new Report(
                "gatehouse.replay/1",
                "gatehouse audit replay",
                messages.text(
                        same ? "audit.replayed" : "audit.diverged",
                        replayed.events(),
                        replayed.groups(),
                        replayed.root().abbreviated()),
                notes,
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

    /** What the caller's own knowledge ties down; without any, no fault shows a rollback. */
    private static String anchor(
            List<JournalPosition> known, JournalCheck.Checked checked, Messages messages) {
        return known.stream().mapToLong(JournalPosition::seq).filter(seq -> seq > 0).max().stream()
                .mapToObj(seq -> held("audit.held", seq, checked.position().seq(), messages))
                .findFirst()
                .orElseGet(() -> messages.text("audit.unanchored"));
    }

    /**
     * What a known position ties down.
     *
     * @param after the text that says what holds the events after it
     */
    static String held(String after, long seq, long end, Messages messages) {
        return seq >= end
                ? messages.text("verify.held-end", seq)
                : messages.text(after, seq, end - seq);
    }

    static int exit(JournalCheck.Checked checked) {
        return !checked.sound()
                ? ExitCodes.REFUSED
                : checked.unchecked().isEmpty() ? ExitCodes.ALLOWED : ExitCodes.UNDECIDED;
    }

    static Report of(JournalCheck.Checked checked, List<JournalPosition> known, Messages messages) {
        boolean whole = checked.unchecked().isEmpty();
        List<ReportItem> items = new ArrayList<>();
        items.add(
                new ReportItem(
                        "",
                        "journal, heads and decision logs",
                        checked.sound() ? Standing.PASS : Standing.FAIL,
                        "",
                        checked.findings()));
        Unproven.lines(checked.unchecked(), messages)
                .forEach(
                        (kind, what) ->
                                items.add(
                                        new ReportItem(
                                                "",
                                                kind.name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace('_', ' '),
                                                Standing.ERROR,
                                                what,
                                                List.of())));
        List<String> notes = new ArrayList<>();
        if (checked.sound()) {
            notes.add(anchor(known, checked, messages));
            if (!whole) {
                notes.add(messages.text("audit.without-keys"));
            }
        }
        return new Report(
                "gatehouse.fsck/1",
                "gatehouse audit fsck",
                messages.text(
                        !checked.sound()
                                ? "audit.unsound"
                                : whole ? "audit.sound" : "audit.sound-as-far",
                        checked.events(),
                        checked.position()),
                notes,
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
                        .put("unchecked", Unproven.all(checked.unchecked()))
                        .put("findings", Output.toJson(checked.findings()))
                        .build());
    }
}
