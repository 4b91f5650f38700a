package io.gatehouse.adapter.risklabs.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a profile stands in JSON, both ways; names as the existing reader has them, and more. */
final class ProfileForms {

    private ProfileForms() {}

    static JsonTree profile(ProfileReport profile) {
        Performance performance = profile.performance();
        JsonTree tree =
                new JsonTree()
                        .put("profile", profile.name())
                        .put("verdict", profile.verdict().name())
                        .scalars(
                                "verdict_reasons",
                                profile.reasons().stream().map(Reason::code).toList())
                        .put("base_equity", performance.baseEquity())
                        .put("final_equity", performance.finalEquity())
                        .put("total_return_pct", performance.totalReturn())
                        .put("annual_return_pct", performance.annualReturn())
                        .put("realized_volatility", performance.realizedVolatility())
                        .put("max_drawdown_pct", performance.maxDrawdown())
                        .put("worst_daily_loss_pct", performance.worstDailyLoss())
                        .put("days_under_water", performance.daysUnderWater())
                        .put("share_under_water", performance.shareUnderWater())
                        .put("sample_size", performance.sampleSize())
                        .scalars("breaches", profile.breaches().stream().map(Breach::name).toList())
                        .objects(
                                "breach_details",
                                profile.breaches(),
                                b -> FigureForms.note(b.detail()))
                        .objects("holdings", profile.holdings(), ProfileForms::holding)
                        .objects("limits", profile.limits(), ProfileForms::limit)
                        .objects("tail_figures", profile.tails(), FigureForms::tail)
                        .put("judging", profile.judging().map(FigureForms::judging))
                        .objects("backtests", profile.backtests(), FigureForms::backtest)
                        .objects("simulations", profile.simulations(), FigureForms::simulation)
                        .objects("stress_tests", stress(profile, true), ProfileForms::outcome)
                        .objects(
                                "further_stress_tests",
                                stress(profile, false),
                                ProfileForms::outcome)
                        .put("equity_series", equity(profile.equity()))
                        .put(
                                "backtest_series",
                                profile.backtestSeries().map(ProfileForms::backtestSeries));
        performance.worstDay().ifPresent(day -> tree.put("worst_day", day.toString()));
        return tree;
    }

    private static List<StressOutcome> stress(ProfileReport profile, boolean standard) {
        return profile.stress().stream().filter(s -> s.standard() == standard).toList();
    }

    static ProfileReport profile(Fields fields) {
        List<StressOutcome> stress = new ArrayList<>();
        stress.addAll(fields.objects("stress_tests", ProfileForms::outcome));
        stress.addAll(fields.objects("further_stress_tests", ProfileForms::outcome));
        return new ProfileReport(
                fields.text("profile"),
                fields.objects("holdings", h -> new Holding(h.text("symbol"), h.number("weight"))),
                performance(fields),
                fields.objects("limits", ProfileForms::limit),
                fields.objects("tail_figures", FigureForms::tail),
                fields.maybeFields("judging").map(FigureForms::judging),
                fields.objects("backtests", FigureForms::backtest),
                fields.objects("simulations", FigureForms::simulation),
                stress,
                breaches(fields),
                equity(fields.fields("equity_series")),
                fields.maybeFields("backtest_series").map(ProfileForms::backtestSeries));
    }

    private static Performance performance(Fields fields) {
        return new Performance(
                fields.number("base_equity"),
                fields.number("final_equity"),
                fields.integer("sample_size"),
                fields.maybeNumber("annual_return_pct"),
                fields.number("realized_volatility"),
                fields.number("max_drawdown_pct"),
                fields.number("worst_daily_loss_pct"),
                fields.object().text("worst_day").map(ProfileForms::day),
                fields.number("days_under_water"),
                fields.number("share_under_water"));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("worst_day is not a date", e);
        }
    }

    private static List<Breach> breaches(Fields fields) {
        List<String> names = fields.texts("breaches");
        List<Note> details = fields.objects("breach_details", FigureForms::note);
        Checks.require(names.size() == details.size(), "breaches and their details differ");
        List<Breach> breaches = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            breaches.add(new Breach(names.get(i), details.get(i)));
        }
        return breaches;
    }

    private static JsonTree holding(Holding holding) {
        return new JsonTree().put("symbol", holding.symbol()).put("weight", holding.weight());
    }

    private static JsonTree limit(Limit limit) {
        return FigureForms.measure(limit.measure())
                .put("name", limit.name())
                .put("required", limit.required())
                .put("owner", limit.owner())
                .put("version", limit.version())
                .put("rationale", FigureForms.note(limit.rationale()));
    }

    private static Limit limit(Fields fields) {
        return new Limit(
                fields.text("name"),
                FigureForms.measure(fields),
                fields.flag("required"),
                fields.text("owner"),
                fields.text("version"),
                FigureForms.note(fields.fields("rationale")));
    }

    /** {@code notes} is the text that the existing reader knows; {@code remarks} are the notes. */
    private static JsonTree outcome(StressOutcome outcome) {
        JsonTree tree =
                new JsonTree()
                        .put("name", outcome.scenario())
                        .put("subject", outcome.subject())
                        .put("required", outcome.required())
                        .put("status", outcome.status().code())
                        .put("measure", outcome.measure().map(FigureForms::measure))
                        .put("metrics", outcome.metrics())
                        .objects("remarks", outcome.notes(), FigureForms::note);
        if (!outcome.notes().isEmpty()) {
            tree.put(
                    "notes",
                    outcome.notes().stream().map(Note::text).collect(Collectors.joining(" ")));
        }
        return tree;
    }

    private static StressOutcome outcome(Fields fields) {
        return new StressOutcome(
                fields.text("name"),
                fields.text("subject"),
                fields.flag("required"),
                fields.maybeFields("measure").map(FigureForms::measure),
                fields.numbersByName("metrics"),
                fields.objects("remarks", FigureForms::note));
    }

    private static JsonTree equity(EquitySeries series) {
        return new JsonTree()
                .scalars("times", series.times().stream().map(Object::toString).toList())
                .scalars("equity", series.equity())
                .scalars("drawdown", series.drawdown())
                .put("original_points", series.original())
                .put("sampling", sampling(series.times().size(), series.original()));
    }

    private static EquitySeries equity(Fields fields) {
        return new EquitySeries(
                fields.times("times"),
                fields.numbers("equity"),
                fields.numbers("drawdown"),
                fields.integer("original_points"));
    }

    private static JsonTree backtestSeries(BacktestSeries series) {
        return new JsonTree()
                .put("model", series.model())
                .put("level", series.level())
                .scalars("times", series.times().stream().map(Object::toString).toList())
                .scalars("returns", series.returns())
                .scalars("value_at_risk", series.valueAtRisk())
                .scalars("exceptions", series.exceptions())
                .put("original_points", series.original())
                .put("sampling", sampling(series.times().size(), series.original()));
    }

    private static BacktestSeries backtestSeries(Fields fields) {
        return new BacktestSeries(
                fields.text("model"),
                fields.number("level"),
                fields.times("times"),
                fields.numbers("returns"),
                fields.numbers("value_at_risk"),
                fields.integer("original_points"));
    }

    private static String sampling(long points, long original) {
        return points == original ? "all" : "extremes_of_equal_stretches";
    }
}
