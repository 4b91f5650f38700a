package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Table.Cell;
import io.gatehouse.adapter.risklabs.report.Table.Column;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each stress test of each profile with its limit, what was measured, and how far it is. */
final class StressSection {

    private static final int MOST_NOTES = 3;
    private static final int MOST_METRICS = 4;

    private StressSection() {}

    static void draw(Flow flow, LabReport report) throws IOException {
        Words words = flow.words();
        flow.section("section.stress", 400);
        flow.small(words.text("stress.explain"));
        for (ProfileReport profile : report.profiles()) {
            flow.heading(words.name("profile", profile.name()), 90);
            Table table =
                    new Table(
                            flow,
                            List.of(
                                    Column.left(words.text("column.scenario"), 1.6f),
                                    Column.left(words.text("column.status"), 1.25f),
                                    Column.right(words.text("column.allowed"), 1),
                                    Column.right(words.text("column.measured"), 1),
                                    Column.right(words.text("column.distance"), 1.05f),
                                    Column.left(words.text("column.use"), 1.1f),
                                    Column.left(words.text("column.notes"), 2.4f)));
            for (StressOutcome outcome : profile.stress()) {
                row(words, table, outcome);
            }
        }
    }

    private static void row(Words words, Table table, StressOutcome outcome) throws IOException {
        String scenario =
                words.name("scenario", outcome.scenario())
                        + "\n"
                        + words.subject(outcome.subject());
        Cell status =
                Cell.marked(
                        Mark.of(outcome.status()), words.text("status." + outcome.status().code()));
        Cell notes = Cell.muted(notes(words, outcome));
        if (outcome.measure().isEmpty()) {
            Cell none = Cell.muted("\u2013");
            Cell bar = Cell.bar(OptionalDouble.empty());
            table.row(Cell.of(scenario), status, none, none, none, bar, notes);
            return;
        }
        Measure measure = outcome.measure().get();
        table.row(
                Cell.of(scenario),
                status,
                Cell.of(LimitsSection.allowed(words, measure)),
                Cell.of(words.value(measure.unit(), measure.measured().getAsDouble())),
                LimitsSection.distance(words, measure),
                Cell.bar(measure.use()),
                notes);
    }

    /** The first few of each; the JSON report has them all, instrument by instrument. */
    private static String notes(Words words, StressOutcome outcome) {
        List<String> notes = outcome.notes().stream().map(words::note).distinct().toList();
        List<String> metrics =
                outcome.metrics().entrySet().stream()
                        // the bar shows the severity; a dot is a figure of one instrument
                        .filter(e -> !e.getKey().equals("severity") && !e.getKey().contains("."))
                        .map(
                                e ->
                                        words.name("metric", e.getKey())
                                                + " "
                                                + words.number(e.getValue(), 4))
                        .toList();
        String shown =
                Stream.concat(
                                notes.stream().limit(MOST_NOTES),
                                metrics.isEmpty()
                                        ? Stream.empty()
                                        : Stream.of(
                                                metrics.stream()
                                                        .limit(MOST_METRICS)
                                                        .collect(Collectors.joining("; "))))
                        .collect(Collectors.joining("\n"));
        int more =
                Math.max(0, notes.size() - MOST_NOTES) + Math.max(0, metrics.size() - MOST_METRICS);
        return more == 0 ? shown : shown + "\n" + words.text("stress.more", more);
    }
}
