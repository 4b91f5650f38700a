package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.StressOutcome.Status;
import io.gatehouse.adapter.risklabs.report.Table.Cell;
import io.gatehouse.adapter.risklabs.report.Table.Column;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Page 1: the verdict, that of each profile with its reasons, and what the run was. */
final class SummarySection {

    private final Flow flow;
    private final Words words;
    private final LabReport report;

    SummarySection(Flow flow, LabReport report) {
        this.flow = flow;
        this.words = flow.words();
        this.report = report;
    }

    void draw() throws IOException {
        title();
        verdict();
        profiles();
        reasons();
        run();
    }

    private void title() throws IOException {
        flow.skip(20);
        flow.sheet().bold(Sheet.LEFT, flow.y(), 20, Ink.HEAD, words.text("title"));
        flow.skip(10);
        flow.paragraph(
                words.text(
                        "summary.line",
                        report.run().id(),
                        day(report.run().generatedAt()),
                        words.name("run-model", report.run().model())));
        flow.skip(6);
    }

    private void verdict() throws IOException {
        Mark mark = Mark.of(report.verdict());
        float height = 46;
        Sheet sheet = flow.sheet();
        float bottom = flow.y() - height;
        sheet.box(Sheet.LEFT, bottom, Flow.WIDTH, height, mark.ink().tint(0.12f));
        sheet.box(Sheet.LEFT, bottom, 5, height, mark.ink());
        sheet.mark(mark, Sheet.LEFT + 20, bottom + 14, 19);
        String word = words.text("verdict." + report.verdict());
        sheet.bold(Sheet.LEFT + 52, bottom + 24, 16, mark.ink(), word);
        long passed = report.profiles().stream().filter(p -> p.verdict() == Verdict.PASS).count();
        String line =
                words.text(
                        "summary.counts",
                        words.plural("count.profiles", report.profiles().size()),
                        words.plural("count.passing", passed),
                        words.plural("count.tests", tests(null)),
                        words.plural("count.failed", tests(Status.FAILED)),
                        words.plural("count.untested", tests(Status.NOT_TESTED)));
        sheet.text(Sheet.LEFT + 52, bottom + 10, 8.5f, Ink.TEXT, line);
        flow.skip(height + 6);
        if (report.synthetic()) {
            flow.paragraph(words.text("summary.synthetic"));
        }
    }

    private long tests(Status status) {
        return report.profiles().stream()
                .flatMap(p -> p.stress().stream())
                .filter(s -> status == null || s.status() == status)
                .count();
    }

    private void profiles() throws IOException {
        flow.heading(words.text("summary.profiles"), 60);
        Table table =
                new Table(
                        flow,
                        List.of(
                                Column.left(words.text("column.profile"), 1.45f),
                                Column.left(words.text("column.verdict"), 1.45f),
                                Column.right(words.text("column.return"), 1.05f),
                                Column.right(words.text("column.volatility"), 1),
                                Column.right(words.text("column.drawdown"), 1.05f),
                                Column.right(words.text("column.worst-day"), 1.2f),
                                Column.right(words.text("column.judged-var"), 1.25f),
                                Column.left(words.text("column.nearest-limit"), 2.1f)));
        for (ProfileReport profile : report.profiles()) {
            Performance p = profile.performance();
            table.row(
                    Cell.of(words.name("profile", profile.name())),
                    Cell.marked(
                            Mark.of(profile.verdict()), words.text("verdict." + profile.verdict())),
                    Cell.of(words.percent(p.totalReturn())),
                    Cell.of(words.percent(p.realizedVolatility())),
                    Cell.of(words.percent(p.maxDrawdown())),
                    Cell.of(
                            words.percent(p.worstDailyLoss())
                                    + p.worstDay().map(d -> "\n" + d).orElse("")),
                    judgedVar(profile),
                    Cell.of(nearest(profile)));
        }
    }

    private Cell judgedVar(ProfileReport profile) {
        return profile.judging()
                .flatMap(
                        j ->
                                profile.tails().stream()
                                        .filter(t -> t.model().equals(j.model()))
                                        .filter(t -> t.level() == j.level())
                                        .findFirst())
                .map(
                        t ->
                                Cell.of(
                                        words.percent(t.valueAtRisk().value())
                                                + "\n"
                                                + words.text(
                                                        "summary.at-level",
                                                        words.level(t.level()))))
                .orElse(Cell.muted("\u2013"));
    }

    private String nearest(ProfileReport profile) {
        Optional<Limit> nearest =
                profile.limits().stream()
                        .filter(l -> l.measure().use().isPresent())
                        .max(Comparator.comparingDouble(l -> l.measure().use().getAsDouble()));
        return nearest.map(
                        l ->
                                words.text(
                                        "summary.nearest",
                                        words.name("limit", l.name()),
                                        words.percent(l.measure().use().getAsDouble(), 0)))
                .orElse(words.text("not-measured"));
    }

    private void reasons() throws IOException {
        for (ProfileReport profile : report.profiles()) {
            if (profile.verdict() == Verdict.PASS) {
                continue;
            }
            String name = words.name("profile", profile.name());
            flow.heading(words.text("summary.why", name), 30);
            Table table =
                    new Table(
                            flow,
                            List.of(
                                    Column.left(words.text("column.reason"), 1.6f),
                                    Column.left(words.text("column.detail"), 3)));
            for (Reason reason : profile.reasons()) {
                table.row(
                        Cell.marked(Mark.CROSS, words.text("reason." + reason.kind().code())),
                        Cell.of(detail(profile, reason)));
            }
        }
    }

    private String detail(ProfileReport profile, Reason reason) {
        String subject = reason.subject();
        return switch (reason.kind()) {
            case BREACH ->
                    words.name("limit", subject)
                            + profile.breaches().stream()
                                    .filter(b -> b.name().equals(subject))
                                    .map(b -> ": " + words.note(b.detail()))
                                    .findFirst()
                                    .orElse("");
            case LIMIT_NOT_MEASURED -> words.name("limit", subject);
            case STRESS_FAILED, STRESS_NOT_TESTED -> {
                String[] parts = subject.split(" ", 2);
                yield words.name("scenario", parts[0])
                        + (parts.length > 1 ? ", " + words.subject(parts[1]) : "");
            }
            case NO_JUDGING_MODEL -> words.text("judging.none");
            case JUDGING_MODEL_NOT_BACKTESTED, JUDGING_MODEL_REJECTED ->
                    words.name("model", subject);
        };
    }

    private void run() throws IOException {
        Run run = report.run();
        flow.heading(words.text("summary.run"), 80);
        Table table = new Table(flow, List.of(Column.left("", 1.2f), Column.left("", 3.8f)));
        Instant from =
                run.instruments().stream().map(Instrument::firstBar).min(Instant::compareTo).get();
        Instant to =
                run.instruments().stream().map(Instrument::lastBar).max(Instant::compareTo).get();
        table.row(
                Cell.muted(words.text("run.data")),
                Cell.of(
                        words.text(
                                "run.data-line",
                                words.plural("count.instruments", run.instruments().size()),
                                day(from),
                                day(to))));
        table.row(
                Cell.muted(words.text("run.simulation")),
                Cell.of(
                        run.paths() == 0
                                ? words.text("run.no-simulation", run.seed())
                                : words.text(
                                        "run.simulation-line",
                                        words.plural("count.paths", run.paths()),
                                        words.plural("count.steps", run.steps()),
                                        run.seed())));
        table.row(
                Cell.muted(words.text("run.equity")),
                Cell.of(words.value(Unit.MONEY, run.baseEquity())));
        table.row(
                Cell.muted(words.text("run.not-tested")),
                Cell.of(words.plural("count.gaps", report.notTested().size())));
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }
}
