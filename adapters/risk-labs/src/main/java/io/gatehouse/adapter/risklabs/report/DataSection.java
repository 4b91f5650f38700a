package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Table.Cell;
import io.gatehouse.adapter.risklabs.report.Table.Column;
import java.io.IOException;
import java.util.List;

/** What the figures were computed from: data quality, series, files, configuration, versions. */
final class DataSection {

    /** More files are counted only; all of them stand in the JSON document. */
    private static final int SHOWN = 300;

    private final Flow flow;
    private final Words words;
    private final LabReport report;

    DataSection(Flow flow, LabReport report) {
        this.flow = flow;
        this.words = flow.words();
        this.report = report;
    }

    void draw() throws IOException {
        flow.section("section.data", 300);
        quality();
        instruments();
        sources();
        run();
    }

    private void quality() throws IOException {
        flow.heading(words.text("data.quality"), 50);
        if (report.quality().isEmpty()) {
            flow.paragraph(words.text("data.quality-none"));
            return;
        }
        Table table =
                new Table(
                        flow,
                        List.of(
                                Column.left(words.text("column.severity"), 1),
                                Column.left(words.text("column.subject"), 1.5f),
                                Column.left(words.text("column.finding"), 4)));
        int shown = Math.min(SHOWN, report.quality().size());
        for (QualityFinding finding : report.quality().subList(0, shown)) {
            boolean warning = finding.severity() == QualityFinding.Severity.WARNING;
            String word = words.text("severity." + finding.severity());
            table.row(
                    warning ? Cell.marked(Mark.ALERT, word) : Cell.marked(Mark.DASH, word),
                    Cell.of(words.subject(finding.subject())),
                    Cell.of(words.note(finding.detail())));
        }
        rest(report.quality().size() - shown);
    }

    private void instruments() throws IOException {
        flow.heading(words.text("data.instruments"), 50);
        Table table =
                new Table(
                        flow,
                        List.of(
                                Column.left(words.text("column.symbol"), 2),
                                Column.left(words.text("column.bar"), 0.8f),
                                Column.left(words.text("column.first"), 1.7f),
                                Column.left(words.text("column.last"), 1.7f),
                                Column.right(words.text("column.bars"), 1),
                                Column.left(words.text("column.origin"), 1.2f)));
        for (Instrument instrument : report.run().instruments()) {
            table.row(
                    Cell.of(instrument.symbol()),
                    Cell.of(instrument.interval()),
                    Cell.of(instrument.firstBar().toString()),
                    Cell.of(instrument.lastBar().toString()),
                    Cell.of(words.count(instrument.bars())),
                    origin(instrument.synthetic()));
        }
    }

    private void sources() throws IOException {
        flow.heading(words.text("data.sources"), 50);
        List<DataSource> sources = report.run().sources();
        if (sources.isEmpty()) {
            flow.paragraph(words.text("data.sources-none"));
            return;
        }
        Table table =
                new Table(
                        flow,
                        List.of(
                                Column.left(words.text("column.path"), 1.75f),
                                Column.right(words.text("column.bytes"), 0.75f),
                                Column.left(words.text("column.sha384"), 2.9f),
                                Column.left(words.text("column.origin"), 0.95f)));
        int shown = Math.min(SHOWN, sources.size());
        for (DataSource source : sources.subList(0, shown)) {
            table.row(
                    Cell.of(source.path()),
                    Cell.of(words.count(source.bytes())),
                    Cell.muted(halves(source.sha384().hex())),
                    origin(source.synthetic()));
        }
        rest(sources.size() - shown);
    }

    /** Two lines of equal length, which can be compared by eye. */
    private static String halves(String hex) {
        int half = hex.length() / 2;
        return hex.substring(0, half) + "\n" + hex.substring(half);
    }

    private void rest(int hidden) throws IOException {
        if (hidden > 0) {
            flow.small(words.plural("count.more-rows", hidden));
        }
    }

    private Cell origin(boolean synthetic) {
        return synthetic
                ? Cell.marked(Mark.ALERT, words.text("origin.synthetic"))
                : Cell.of(words.text("origin.recorded"));
    }

    private void run() throws IOException {
        Run run = report.run();
        flow.heading(words.text("data.run"), 60);
        Table table =
                new Table(
                        flow,
                        List.of(
                                Column.left(words.text("column.what"), 1.3f),
                                Column.left(words.text("column.value"), 3.7f)));
        table.row(Cell.muted(words.text("run.id")), Cell.of(run.id()));
        table.row(Cell.muted(words.text("run.seed")), Cell.of(Long.toString(run.seed())));
        table.row(
                Cell.muted(words.text("run.configuration") + ", SHA-384"),
                Cell.of(halves(run.configuration().sha384().hex())));
        table.row(
                Cell.muted(words.text("run.configuration") + ", SHA-256"),
                Cell.of(run.configuration().sha256().hex()));
        for (var version : run.versions().entrySet()) {
            table.row(
                    Cell.muted(words.text("run.version", version.getKey())),
                    Cell.of(version.getValue()));
        }
        table.row(Cell.muted(words.text("run.schema")), Cell.of(LabReport.SCHEMA));
    }
}
