package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Table.Cell;
import io.gatehouse.adapter.risklabs.report.Table.Column;
import io.gatehouse.adapter.risklabs.report.Ticks.Tick;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;

/** Equity of all profiles in one chart, and the drawdown of each beside its limit. */
final class CurvesSection {

    /** Names under which the limit of the drawdown stands in reports. */
    private static final Set<String> DRAWDOWN = Set.of("drawdown_limit", "hard_drawdown_pct");

    private static final float GAP = 14;
    private static final float[] DASHES = {0, 5, 2, 8};

    private final Flow flow;
    private final Words words;
    private final LabReport report;

    CurvesSection(Flow flow, LabReport report) {
        this.flow = flow;
        this.words = flow.words();
        this.report = report;
    }

    void draw() throws IOException {
        flow.section("section.curves", 600);
        equity();
        flow.heading(words.text("curves.drawdown"), 150);
        float width = (Flow.WIDTH - GAP) / 2;
        float height = 148;
        for (int i = 0; i < report.profiles().size(); i += 2) {
            flow.need(height);
            float bottom = flow.y() - height;
            drawdown(report.profiles().get(i), Sheet.LEFT, bottom, width, height);
            if (i + 1 < report.profiles().size()) {
                float left = Sheet.LEFT + width + GAP;
                drawdown(report.profiles().get(i + 1), left, bottom, width, height);
            }
            flow.skip(height + 6);
        }
        sampling();
        figures();
    }

    private void figures() throws IOException {
        flow.heading(words.text("curves.figures"), 70);
        Table table =
                new Table(
                        flow,
                        List.of(
                                Column.left(words.text("column.profile"), 1.5f),
                                Column.right(words.text("column.final"), 1.2f),
                                Column.right(words.text("column.return"), 1),
                                Column.right(words.text("column.annual-return"), 1),
                                Column.right(words.text("column.volatility"), 1),
                                Column.right(words.text("column.drawdown"), 1),
                                Column.right(words.text("column.under-water"), 1.2f),
                                Column.right(words.text("column.share-under-water"), 1.2f),
                                Column.right(words.text("column.returns"), 1)));
        for (ProfileReport profile : report.profiles()) {
            Performance p = profile.performance();
            OptionalDouble annual = p.annualReturn();
            table.row(
                    Cell.of(words.name("profile", profile.name())),
                    Cell.of(words.value(Unit.MONEY, p.finalEquity())),
                    Cell.of(words.percent(p.totalReturn())),
                    Cell.of(annual.isPresent() ? words.percent(annual.getAsDouble()) : "\u2013"),
                    Cell.of(words.percent(p.realizedVolatility())),
                    Cell.of(words.percent(p.maxDrawdown())),
                    Cell.of(words.value(Unit.DAYS, p.daysUnderWater())),
                    Cell.of(words.percent(p.shareUnderWater(), 1)),
                    Cell.of(words.count(p.sampleSize())));
        }
    }

    private void equity() throws IOException {
        List<EquitySeries> series = report.profiles().stream().map(ProfileReport::equity).toList();
        Instant from = series.stream().map(s -> s.times().get(0)).min(Instant::compareTo).get();
        Instant to = series.stream().map(CurvesSection::last).max(Instant::compareTo).get();
        double[] up = Plot.range(false, series.stream().map(EquitySeries::equity).toList());
        up[0] = Math.min(up[0], report.run().baseEquity());
        up[1] = Math.max(up[1], report.run().baseEquity());
        float height = 230;
        flow.skip(6);
        flow.need(height);
        Plot plot =
                new Plot(
                        flow.sheet(),
                        Sheet.LEFT,
                        flow.y() - height,
                        Flow.WIDTH,
                        height,
                        Plot.times(from, to),
                        up);
        plot.axes(words.text("curves.equity"), Ticks.dates(from, to, 9), this::money);
        plot.level(report.run().baseEquity(), Ink.MUTED, 1.5f);
        for (int i = 0; i < series.size(); i++) {
            float dash = DASHES[i % DASHES.length];
            plot.line(millis(series.get(i).times()), series.get(i).equity(), Ink.series(i), dash);
            String name = words.name("profile", report.profiles().get(i).name());
            plot.legend(Ink.series(i), dash, name);
        }
        plot.legend(Ink.MUTED, 1.5f, words.text("curves.base"));
        flow.skip(height);
    }

    private void drawdown(
            ProfileReport profile, float left, float bottom, float width, float height)
            throws IOException {
        EquitySeries series = profile.equity();
        Optional<Limit> limit =
                profile.limits().stream().filter(l -> DRAWDOWN.contains(l.name())).findAny();
        List<Double> falls = series.drawdown().stream().map(d -> -d).toList();
        double[] up = Plot.range(true, List.of(falls));
        limit.ifPresent(l -> up[0] = Math.min(up[0], -1.1 * l.measure().limit()));
        Instant from = series.times().get(0);
        Plot plot =
                new Plot(
                        flow.sheet(),
                        left,
                        bottom,
                        width,
                        height,
                        Plot.times(from, last(series)),
                        up);
        List<Tick> dates = Ticks.dates(from, last(series), 5);
        plot.axes(words.name("profile", profile.name()), dates, this::percent);
        double[] millis = millis(series.times());
        List<Double> zero = falls.stream().map(d -> 0.0).toList();
        plot.band(millis, falls, zero, Ink.BLUE.tint(0.25f));
        plot.line(millis, falls, Ink.BLUE, 0);
        plot.legend(Ink.BLUE, 0, words.text("curves.fall"));
        if (limit.isPresent()) {
            plot.level(-limit.get().measure().limit(), Ink.VERMILION, 4);
            plot.legend(Ink.VERMILION, 4, words.text("curves.limit"));
        }
    }

    private void sampling() throws IOException {
        for (ProfileReport profile : report.profiles()) {
            EquitySeries series = profile.equity();
            if (series.original() > series.times().size()) {
                flow.small(
                        words.text(
                                "curves.sampling",
                                words.name("profile", profile.name()),
                                words.count(series.times().size()),
                                words.count(series.original())));
            }
        }
    }

    static double[] millis(List<Instant> times) {
        return times.stream().mapToDouble(Instant::toEpochMilli).toArray();
    }

    private static Instant last(EquitySeries series) {
        return series.times().get(series.times().size() - 1);
    }

    private DoubleFunction<String> money(double step) {
        return value -> words.number(value, Ticks.decimals(step));
    }

    private DoubleFunction<String> percent(double step) {
        return value -> words.percent(value, Ticks.decimals(step * 100));
    }
}
