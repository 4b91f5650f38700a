package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Backtest.TestResult;
import io.gatehouse.adapter.risklabs.report.Table.Cell;
import io.gatehouse.adapter.risklabs.report.Table.Column;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Value at risk against what happened, the models, and which of them their backtest rejects. */
final class ModelsSection {

    private final Flow flow;
    private final Words words;
    private final LabReport report;

    ModelsSection(Flow flow, LabReport report) {
        this.flow = flow;
        this.words = flow.words();
        this.report = report;
    }

    void draw() throws IOException {
        flow.section("section.models", 500);
        flow.small(words.text("models.explain"));
        for (ProfileReport profile : report.profiles()) {
            flow.heading(words.name("profile", profile.name()), 190);
            judging(profile);
            if (profile.backtestSeries().isPresent()) {
                chart(profile.backtestSeries().get());
            } else {
                flow.small(words.text("models.no-series"));
            }
            models(profile);
        }
    }

    private void judging(ProfileReport profile) throws IOException {
        Optional<Judging> judging = profile.judging();
        flow.paragraph(
                judging.map(
                                j ->
                                        words.text(
                                                "judging.line",
                                                words.name("model", j.model()),
                                                words.level(j.level()),
                                                words.note(j.reason())))
                        .orElse(words.text("judging.none")));
    }

    private void chart(BacktestSeries series) throws IOException {
        float height = 142;
        flow.need(height);
        Instant from = series.times().get(0);
        Instant to = series.times().get(series.times().size() - 1);
        List<Double> forecast = series.valueAtRisk().stream().map(v -> -v).toList();
        Plot plot =
                new Plot(
                        flow.sheet(),
                        Sheet.LEFT,
                        flow.y() - height,
                        Flow.WIDTH,
                        height,
                        Plot.times(from, to),
                        widened(Plot.range(true, List.of(series.returns(), forecast))));
        plot.axes(
                words.text(
                        "models.chart",
                        words.name("model", series.model()),
                        words.level(series.level())),
                Ticks.dates(from, to, 9),
                step -> value -> words.percent(value, Ticks.decimals(step * 100)));
        double[] millis = CurvesSection.millis(series.times());
        plot.sticks(millis, series.returns(), Ink.MUTED.tint(0.55f));
        plot.line(millis, forecast, Ink.BLUE, 0);
        for (long index : series.exceptions()) {
            int i = (int) index;
            plot.exception(millis[i], series.returns().get(i), Ink.VERMILION);
        }
        plot.legend(Ink.MUTED.tint(0.55f), 0, words.text("models.returns"));
        plot.legend(Ink.BLUE, 0, words.text("models.forecast"));
        plot.legendOfTriangles(
                Ink.VERMILION, words.plural("count.exceptions", series.exceptions().size()));
        flow.skip(height + 4);
        if (series.original() > series.times().size()) {
            flow.small(
                    words.text(
                            "models.sampling",
                            words.count(series.times().size()),
                            words.count(series.original())));
        }
    }

    /** Room below for the marks of exceptions. */
    private static double[] widened(double[] range) {
        return new double[] {range[0] - 0.06 * (range[1] - range[0]), range[1]};
    }

    private void models(ProfileReport profile) throws IOException {
        Table table =
                new Table(
                        flow,
                        List.of(
                                Column.left(words.text("column.model"), 1.4f),
                                Column.right(words.text("column.level"), 0.8f),
                                Column.right(words.text("column.var"), 1.2f),
                                Column.right(words.text("column.es"), 1.2f),
                                Column.right(words.text("column.exceptions"), 1.3f),
                                Column.left(words.text("column.tests"), 2.85f),
                                Column.left(words.text("column.zone"), 0.95f),
                                Column.left(words.text("column.backtest"), 1.5f)));
        for (TailFigure tail : profile.tails()) {
            row(table, tail.model(), tail.level(), Optional.of(tail), profile);
        }
        for (Backtest backtest : profile.backtests()) {
            if (profile.tails().stream().noneMatch(t -> same(t, backtest))) {
                row(table, backtest.model(), backtest.level(), Optional.empty(), profile);
            }
        }
    }

    private static boolean same(TailFigure tail, Backtest backtest) {
        return tail.model().equals(backtest.model()) && tail.level() == backtest.level();
    }

    private void row(
            Table table,
            String model,
            double level,
            Optional<TailFigure> tail,
            ProfileReport profile)
            throws IOException {
        List<Cell> cells = new ArrayList<>();
        boolean judges =
                profile.judging()
                        .filter(j -> j.model().equals(model) && j.level() == level)
                        .isPresent();
        String name = words.name("model", model);
        cells.add(Cell.of(judges ? name + "\n" + words.text("models.judges") : name));
        cells.add(Cell.of(words.level(level)));
        cells.add(estimate(tail.map(TailFigure::valueAtRisk)));
        cells.add(estimate(tail.map(TailFigure::expectedShortfall)));
        Optional<Backtest> backtest =
                profile.backtests().stream()
                        .filter(b -> b.model().equals(model) && b.level() == level)
                        .findFirst();
        if (backtest.isPresent()) {
            backtest(cells, backtest.get());
        } else {
            for (int i = 0; i < 3; i++) {
                cells.add(Cell.muted("\u2013"));
            }
            cells.add(Cell.marked(Mark.DASH, words.text("models.untested")));
        }
        table.row(cells.toArray(Cell[]::new));
    }

    private Cell estimate(Optional<Estimate> estimate) {
        return estimate.map(e -> Cell.of(words.estimate(Unit.FRACTION, e)))
                .orElse(Cell.muted("\u2013"));
    }

    private void backtest(List<Cell> cells, Backtest backtest) {
        cells.add(
                Cell.of(
                        words.text(
                                        "models.counted",
                                        words.count(backtest.exceptions()),
                                        words.count(backtest.observations()))
                                + "\n"
                                + words.text(
                                        "models.expected", words.number(backtest.expected(), 1))));
        cells.add(
                Cell.of(
                        backtest.tests().stream()
                                .map(this::test)
                                .collect(Collectors.joining("\n"))));
        cells.add(
                backtest.zone()
                        .map(z -> Cell.of(words.text("zone." + z)))
                        .orElse(Cell.muted("\u2013")));
        cells.add(
                backtest.rejected()
                        ? Cell.marked(Mark.CROSS, words.text("models.rejected"))
                        : Cell.marked(Mark.TICK, words.text("models.accepted")));
    }

    private String test(TestResult test) {
        StringBuilder line = new StringBuilder(words.name("test", test.name()));
        line.append(' ').append(words.number(test.statistic(), 2));
        test.pValue().ifPresent(p -> line.append("; p ").append(words.probability(p)));
        test.critical()
                .ifPresent(
                        c ->
                                line.append("; ")
                                        .append(words.text("models.critical", words.number(c, 2))));
        return line.append(test.rejected() ? " \u2020" : "").toString();
    }
}
