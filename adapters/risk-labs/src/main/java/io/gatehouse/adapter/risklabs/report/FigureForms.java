package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Backtest.TestResult;
import io.gatehouse.adapter.risklabs.report.Simulation.Band;
import io.gatehouse.adapter.risklabs.report.Simulation.Fan;
import io.gatehouse.adapter.risklabs.report.Simulation.Histogram;
import java.util.Locale;
import java.util.OptionalDouble;

/** How notes, estimates, tail figures, backtests and simulations stand in JSON, both ways. */
final class FigureForms {

    private FigureForms() {}

    static JsonTree note(Note note) {
        return new JsonTree()
                .put("code", note.code())
                .scalars("arguments", note.arguments())
                .put("text", note.text());
    }

    static Note note(Fields fields) {
        return new Note(fields.text("code"), fields.texts("arguments"), fields.text("text"));
    }

    static JsonTree estimate(Estimate estimate) {
        return new JsonTree()
                .put("value", estimate.value())
                .put(
                        "interval",
                        estimate.interval()
                                .map(
                                        i ->
                                                new JsonTree()
                                                        .put("low", i.low())
                                                        .put("high", i.high())
                                                        .put("confidence", i.confidence())));
    }

    static Estimate estimate(Fields fields) {
        return new Estimate(
                fields.number("value"),
                fields.maybeFields("interval")
                        .map(
                                i ->
                                        new Estimate.Interval(
                                                i.number("low"),
                                                i.number("high"),
                                                i.number("confidence"))));
    }

    static JsonTree measure(Measure measure) {
        return new JsonTree()
                .put("unit", measure.unit().code())
                .put("bound", measure.bound().name().toLowerCase(Locale.ROOT))
                .put("limit", measure.limit())
                .put("measured", measure.measured())
                .put("distance", measure.distance());
    }

    static Measure measure(Fields fields) {
        return new Measure(
                fields.constant("unit", Unit.class),
                fields.constant("bound", Measure.Bound.class),
                fields.number("limit"),
                fields.maybeNumber("measured"));
    }

    static JsonTree tail(TailFigure tail) {
        return new JsonTree()
                .put("model", tail.model())
                .put("level", tail.level())
                .put("value_at_risk", estimate(tail.valueAtRisk()))
                .put("expected_shortfall", estimate(tail.expectedShortfall()));
    }

    static TailFigure tail(Fields fields) {
        return new TailFigure(
                fields.text("model"),
                fields.number("level"),
                estimate(fields.fields("value_at_risk")),
                estimate(fields.fields("expected_shortfall")));
    }

    static JsonTree judging(Judging judging) {
        return new JsonTree()
                .put("model", judging.model())
                .put("level", judging.level())
                .put("reason", note(judging.reason()));
    }

    static Judging judging(Fields fields) {
        return new Judging(
                fields.text("model"), fields.number("level"), note(fields.fields("reason")));
    }

    static JsonTree backtest(Backtest backtest) {
        JsonTree tree =
                new JsonTree()
                        .put("model", backtest.model())
                        .put("level", backtest.level())
                        .put("observations", backtest.observations())
                        .put("exceptions", backtest.exceptions())
                        .put("expected_exceptions", backtest.expected())
                        .put("rejected", backtest.rejected())
                        .objects("tests", backtest.tests(), FigureForms::test);
        backtest.zone().ifPresent(z -> tree.put("basel_zone", z.name().toLowerCase(Locale.ROOT)));
        return tree;
    }

    static Backtest backtest(Fields fields) {
        return new Backtest(
                fields.text("model"),
                fields.number("level"),
                fields.integer("observations"),
                fields.integer("exceptions"),
                fields.objects("tests", FigureForms::test),
                fields.object()
                        .find("basel_zone")
                        .map(zone -> fields.constant("basel_zone", Backtest.Zone.class)));
    }

    private static JsonTree test(TestResult test) {
        return new JsonTree()
                .put("name", test.name())
                .put("statistic", test.statistic())
                .put("p_value", test.pValue())
                .put("critical", test.critical())
                .put("rejected", test.rejected());
    }

    private static TestResult test(Fields fields) {
        OptionalDouble pValue = fields.maybeNumber("p_value");
        return new TestResult(
                fields.text("name"),
                fields.number("statistic"),
                pValue,
                fields.maybeNumber("critical"),
                fields.flag("rejected"));
    }

    static JsonTree simulation(Simulation simulation) {
        return new JsonTree()
                .put("method", simulation.method())
                .put("paths", simulation.paths())
                .put("steps", simulation.steps())
                .put("parameters", simulation.parameters())
                .objects("figures", simulation.figures(), FigureForms::figure)
                .put("histogram", simulation.histogram().map(FigureForms::histogram))
                .put("fan", simulation.fan().map(FigureForms::fan));
    }

    static Simulation simulation(Fields fields) {
        return new Simulation(
                fields.text("method"),
                fields.integer("paths"),
                fields.integer("steps"),
                fields.numbersByName("parameters"),
                fields.objects("figures", FigureForms::figure),
                fields.maybeFields("histogram").map(FigureForms::histogram),
                fields.maybeFields("fan").map(FigureForms::fan));
    }

    private static JsonTree figure(NamedEstimate figure) {
        return new JsonTree()
                .put("name", figure.name())
                .put("unit", figure.unit().code())
                .put("estimate", estimate(figure.estimate()));
    }

    private static NamedEstimate figure(Fields fields) {
        return new NamedEstimate(
                fields.text("name"),
                fields.constant("unit", Unit.class),
                estimate(fields.fields("estimate")));
    }

    private static JsonTree histogram(Histogram histogram) {
        return new JsonTree()
                .put("low", histogram.low())
                .put("width", histogram.width())
                .scalars("counts", histogram.counts());
    }

    private static Histogram histogram(Fields fields) {
        return new Histogram(
                fields.number("low"), fields.number("width"), fields.integers("counts"));
    }

    private static JsonTree fan(Fan fan) {
        return new JsonTree()
                .scalars("steps", fan.steps())
                .objects(
                        "bands",
                        fan.bands(),
                        band ->
                                new JsonTree()
                                        .put("level", band.level())
                                        .scalars("values", band.values()));
    }

    private static Fan fan(Fields fields) {
        return new Fan(
                fields.integers("steps"),
                fields.objects("bands", b -> new Band(b.number("level"), b.numbers("values"))));
    }
}
