package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Simulation.Band;
import io.gatehouse.adapter.risklabs.report.Simulation.Fan;
import io.gatehouse.adapter.risklabs.report.Simulation.Histogram;
import io.gatehouse.adapter.risklabs.report.Table.Cell;
import io.gatehouse.adapter.risklabs.report.Table.Column;
import io.gatehouse.adapter.risklabs.report.Ticks.Tick;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the simulations say: fans or histograms, and figures with their intervals. */
final class SimulationSection {

    private static final float GAP = 14;
    private static final float HEIGHT = 150;

    private interface Drawing {
        void draw(float left, float bottom, float width) throws IOException;
    }

    private final Flow flow;
    private final Words words;
    private final LabReport report;

    SimulationSection(Flow flow, LabReport report) {
        this.flow = flow;
        this.words = flow.words();
        this.report = report;
    }

    void draw() throws IOException {
        flow.section("section.simulations", 420);
        for (ProfileReport profile : report.profiles()) {
            flow.heading(words.name("profile", profile.name()), HEIGHT + 40);
            if (profile.simulations().isEmpty()) {
                flow.small(words.text("simulations.none"));
                continue;
            }
            charts(profile);
            figures(profile);
        }
    }

    private void charts(ProfileReport profile) throws IOException {
        List<Drawing> drawings = new ArrayList<>();
        for (Simulation simulation : profile.simulations()) {
            simulation.fan().ifPresent(f -> drawings.add((x, y, w) -> fan(simulation, f, x, y, w)));
            simulation
                    .histogram()
                    .ifPresent(h -> drawings.add((x, y, w) -> histogram(simulation, h, x, y, w)));
        }
        float width = (Flow.WIDTH - GAP) / 2;
        for (int i = 0; i < drawings.size(); i++) {
            boolean first = i % 2 == 0;
            if (first) {
                flow.need(HEIGHT);
            }
            float left = first ? Sheet.LEFT : Sheet.LEFT + width + GAP;
            drawings.get(i).draw(left, flow.y() - HEIGHT, width);
            if (!first || i + 1 == drawings.size()) {
                flow.skip(HEIGHT + 4);
            }
        }
    }

    private void fan(Simulation simulation, Fan fan, float left, float bottom, float width)
            throws IOException {
        List<Band> bands = fan.bands();
        double[] steps = fan.steps().stream().mapToDouble(Long::doubleValue).toArray();
        double[] across = {steps[0], steps[steps.length - 1]};
        Plot plot =
                new Plot(
                        flow.sheet(),
                        left,
                        bottom,
                        width,
                        HEIGHT,
                        across,
                        Plot.range(true, bands.stream().map(Band::values).toList()));
        double step = Math.max(1, Ticks.step(across[1] - across[0], 6));
        List<Tick> ticks =
                Ticks.multiples(across[0], across[1], step).stream()
                        .map(s -> new Tick(s, words.number(s, Ticks.decimals(step))))
                        .toList();
        plot.axes(
                words.text("simulations.fan", words.name("method", simulation.method())),
                ticks,
                size -> value -> words.percent(value, Ticks.decimals(size * 100)));
        int pairs = bands.size() / 2;
        for (int i = 0; i < pairs; i++) {
            Band low = bands.get(i);
            Band high = bands.get(bands.size() - 1 - i);
            Ink ink = Ink.BLUE.tint(0.18f + 0.22f * i);
            plot.band(steps, low.values(), high.values(), ink);
            plot.legendOfBand(
                    ink, percent(low.level()) + "\u2013" + words.percent(high.level(), 0));
        }
        if (bands.size() % 2 == 1) {
            Band middle = bands.get(pairs);
            plot.line(steps, middle.values(), Ink.HEAD, 0);
            plot.legend(Ink.HEAD, 0, words.text("simulations.median"));
        }
        plot.level(0, Ink.MUTED, 1.5f);
    }

    private String percent(double level) {
        return words.number(level * 100, 0);
    }

    private void histogram(
            Simulation simulation, Histogram histogram, float left, float bottom, float width)
            throws IOException {
        double low = histogram.low();
        double high = low + histogram.width() * histogram.counts().size();
        double most = histogram.counts().stream().mapToLong(Long::longValue).max().orElse(1);
        Plot plot =
                new Plot(
                        flow.sheet(),
                        left,
                        bottom,
                        width,
                        HEIGHT,
                        new double[] {low, high},
                        new double[] {0, most * 1.05});
        double step = Ticks.step(high - low, 6);
        List<Tick> ticks =
                Ticks.multiples(low, high, step).stream()
                        .map(s -> new Tick(s, words.percent(s, Ticks.decimals(step * 100))))
                        .toList();
        plot.axes(
                words.text("simulations.histogram", words.name("method", simulation.method())),
                ticks,
                size -> value -> words.number(value, Ticks.decimals(size)));
        plot.bars(low, histogram.width(), histogram.counts(), Ink.BLUE.tint(0.6f));
        plot.legendOfBand(Ink.BLUE.tint(0.6f), words.text("simulations.paths"));
        plot.upright(0, Ink.MUTED, 1.5f);
        for (NamedEstimate figure : simulation.figures()) {
            if (figure.name().equals("value_at_risk")
                    || figure.name().equals("value_at_risk_990")) {
                plot.upright(-figure.estimate().value(), Ink.VERMILION, 4);
                plot.legend(Ink.VERMILION, 4, words.name("figure", figure.name()));
            }
        }
    }

    private void figures(ProfileReport profile) throws IOException {
        for (Simulation simulation : profile.simulations()) {
            flow.strong(
                    words.text(
                            "simulations.size",
                            words.name("method", simulation.method()),
                            words.plural("count.paths", simulation.paths()),
                            words.plural("count.steps", simulation.steps())),
                    70);
            if (!simulation.parameters().isEmpty()) {
                flow.small(
                        words.text(
                                "simulations.parameters",
                                simulation.parameters().entrySet().stream()
                                        .map(this::parameter)
                                        .collect(Collectors.joining("; "))));
            }
            Table table =
                    new Table(
                            flow,
                            List.of(
                                    Column.left(words.text("column.figure"), 2.6f),
                                    Column.right(words.text("column.value"), 1),
                                    Column.right(words.text("column.interval"), 2)));
            for (NamedEstimate figure : simulation.figures()) {
                table.row(
                        Cell.of(words.name("figure", figure.name())),
                        Cell.of(words.value(figure.unit(), figure.estimate().value())),
                        interval(figure.unit(), figure.estimate()));
            }
        }
    }

    private String parameter(Map.Entry<String, Double> parameter) {
        return words.name("parameter", parameter.getKey())
                + " = "
                + words.number(parameter.getValue(), 4);
    }

    private Cell interval(Unit unit, Estimate estimate) {
        return estimate.interval()
                .map(
                        i ->
                                Cell.of(
                                        words.value(unit, i.low())
                                                + " \u2013 "
                                                + words.value(unit, i.high())
                                                + " "
                                                + words.text(
                                                        "simulations.confidence",
                                                        words.level(i.confidence()))))
                .orElse(Cell.muted("\u2013"));
    }
}
