package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.portfolio.EquityCurve;
import io.gatehouse.adapter.risklabs.report.Backtest;
import io.gatehouse.adapter.risklabs.report.BacktestSeries;
import io.gatehouse.adapter.risklabs.report.Breach;
import io.gatehouse.adapter.risklabs.report.EquitySeries;
import io.gatehouse.adapter.risklabs.report.Estimate;
import io.gatehouse.adapter.risklabs.report.Holding;
import io.gatehouse.adapter.risklabs.report.Judging;
import io.gatehouse.adapter.risklabs.report.Limit;
import io.gatehouse.adapter.risklabs.report.Note;
import io.gatehouse.adapter.risklabs.report.Performance;
import io.gatehouse.adapter.risklabs.report.ProfileReport;
import io.gatehouse.adapter.risklabs.report.Simulation;
import io.gatehouse.adapter.risklabs.report.StressOutcome;
import io.gatehouse.adapter.risklabs.report.TailFigure;
import io.gatehouse.adapter.risklabs.statistics.Intervals;
import io.gatehouse.adapter.risklabs.statistics.Level;
import io.gatehouse.adapter.risklabs.statistics.LevelBacktest;
import io.gatehouse.adapter.risklabs.statistics.LikelihoodRatio;
import io.gatehouse.adapter.risklabs.statistics.ModelBacktest;
import io.gatehouse.adapter.risklabs.statistics.ModelChoice;
import io.gatehouse.adapter.risklabs.statistics.RiskModel;
import io.gatehouse.adapter.risklabs.statistics.TailRisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts one profile's part of the report together from its study. */
final class ProfileAssembly {

    static final double CONFIDENCE = 0.95;

    private static final int RESAMPLES = 1_000;
    private static final int POINTS = 1_000;

    private final Study study;
    private final List<Simulation> simulations;
    private final OptionalDouble simulatedDrawdown;
    private final List<StressOutcome> stress;
    private final long seed;

    /**
     * @param simulatedDrawdown which 95 of 100 bootstrapped paths do not exceed
     */
    ProfileAssembly(
            Study study,
            List<Simulation> simulations,
            OptionalDouble simulatedDrawdown,
            List<StressOutcome> stress,
            long seed) {
        this.study = study;
        this.simulations = simulations;
        this.simulatedDrawdown = simulatedDrawdown;
        this.stress = stress;
        this.seed = seed;
    }

    ProfileReport report() {
        EquityCurve curve = study.curve();
        double base = study.portfolio().equity().doubleValue();
        double[] equity = Arrays.stream(curve.wealth()).map(w -> w * base).toArray();
        List<Limit> limits = new LimitAssembly(study, judge(), simulatedDrawdown).limits();
        List<Breach> breaches = new ArrayList<>();
        limits.stream()
                .filter(limit -> limit.measure().broken())
                .forEach(
                        limit ->
                                breaches.add(
                                        new Breach(
                                                limit.name(),
                                                Note.of(
                                                        "limit_broken",
                                                        "The measured figure lies beyond the limit."))));
        return new ProfileReport(
                study.profile().name(),
                study.portfolio().holdings().values().stream()
                        .map(h -> new Holding(h.symbol(), h.weight()))
                        .toList(),
                performance(base),
                limits,
                tails(),
                judging(),
                backtests(),
                simulations,
                stress,
                breaches,
                EquitySeries.of(curve.time(), equity, POINTS),
                series());
    }

    private Performance performance(double base) {
        EquityCurve curve = study.curve();
        io.gatehouse.adapter.risklabs.statistics.Performance figures =
                io.gatehouse.adapter.risklabs.statistics.Performance.of(
                        study.steps(), study.stepsPerYear());
        EquityCurve.DayResult worst = curve.worstDay();
        double loss = Math.min(1, worst.greatestLoss());
        long longest = 0;
        int under = 0;
        int peak = 0;
        for (int i = 1; i < curve.size(); i++) {
            if (curve.wealth()[i] >= curve.wealth()[peak]) {
                peak = i;
            } else {
                under++;
                longest = Math.max(longest, curve.time()[i] - curve.time()[peak]);
            }
        }
        return new Performance(
                base,
                Math.max(0, curve.wealth()[curve.size() - 1] * base),
                curve.size() - 1L,
                figures.annualGrowth(),
                figures.annualVolatility().orElse(0),
                Math.min(1, curve.maximumDrawdown().depth()),
                loss,
                loss > 0 ? Optional.of(worst.date()) : Optional.empty(),
                longest / 86_400_000.0,
                (double) under / (curve.size() - 1));
    }

    private Optional<ModelBacktest> judge() {
        return study.choice()
                .filter(ModelChoice.Chosen.class::isInstance)
                .map(choice -> ((ModelChoice.Chosen) choice).judge());
    }

    private Optional<Judging> judging() {
        return judge().map(
                        judge ->
                                new Judging(
                                        name(judge.model()),
                                        Level.P99.probability(),
                                        Note.of(
                                                "judging_survives",
                                                "Its own backtest rejects it at no level, and of those that survive it expects the largest loss.")));
    }

    private List<TailFigure> tails() {
        List<TailFigure> tails = new ArrayList<>();
        for (RiskModel model : RiskModel.values()) {
            for (TailRisk risk : next(model)) {
                tails.add(
                        model == RiskModel.HISTORICAL
                                ? historical(risk)
                                : new TailFigure(
                                        name(model),
                                        risk.level().probability(),
                                        Estimate.of(risk.valueAtRisk()),
                                        Estimate.of(risk.expectedShortfall())));
            }
        }
        return tails;
    }

    private List<TailRisk> next(RiskModel model) {
        Optional<ModelBacktest> tested =
                study.choice().stream()
                        .flatMap(choice -> choice.backtests().stream())
                        .filter(backtest -> backtest.model() == model)
                        .findFirst();
        if (tested.isPresent()) {
            return tested.get().run().next();
        }
        if (study.steps().length < model.leastWindow()) {
            return List.of();
        }
        try {
            return model.estimate(study.steps(), Level.REPORTED);
        } catch (IllegalArgumentException e) {
            // without any movement a model of it has no figure, and none is invented
            return List.of();
        }
    }

    /** Of the whole series, with intervals by the block bootstrap. */
    private TailFigure historical(TailRisk risk) {
        Intervals.Estimate whole =
                Intervals.ofSeries(
                        study.steps(),
                        risk.level(),
                        study.daily()
                                ? Math.max(1, study.block() / study.barsPerDay())
                                : study.block(),
                        CONFIDENCE,
                        RESAMPLES,
                        seed);
        return new TailFigure(
                name(RiskModel.HISTORICAL),
                risk.level().probability(),
                estimate(whole.risk().valueAtRisk(), whole.valueAtRisk()),
                estimate(whole.risk().expectedShortfall(), whole.expectedShortfall()));
    }

    static Estimate estimate(
            double value, io.gatehouse.adapter.risklabs.statistics.Interval interval) {
        // a small sample bounds its far tail on one side only: then no interval is stated
        return interval.bounded()
                ? Estimate.of(value, interval.low(), interval.high(), interval.confidence())
                : Estimate.of(value);
    }

    static String name(RiskModel model) {
        return model.name().toLowerCase(Locale.ROOT);
    }

    private List<Backtest> backtests() {
        List<Backtest> all = new ArrayList<>();
        study.choice().stream()
                .flatMap(choice -> choice.backtests().stream())
                .forEach(
                        tested ->
                                tested.run()
                                        .levels()
                                        .forEach(level -> all.add(backtest(tested, level))));
        return all;
    }

    private static Backtest backtest(ModelBacktest tested, LevelBacktest level) {
        List<Backtest.TestResult> tests = new ArrayList<>();
        tests.add(ratio("kupiec", level.frequency(), tested.significance()));
        tests.add(ratio("christoffersen", level.conditionalCoverage(), tested.significance()));
        if (level.level().equals(Level.P97_5)) {
            tests.add(
                    new Backtest.TestResult(
                            "z2",
                            tested.shortfall().statistic(),
                            OptionalDouble.empty(),
                            OptionalDouble.of(tested.shortfall().critical()),
                            tested.shortfall().rejected()));
        }
        boolean last = level.level().equals(Level.P99);
        if (last && tested.run().unconverged() > 0) {
            tests.add(
                    new Backtest.TestResult(
                            "convergence",
                            tested.run().unconverged(),
                            OptionalDouble.empty(),
                            OptionalDouble.of(0),
                            true));
        }
        return new Backtest(
                name(tested.model()),
                level.level().probability(),
                level.observations(),
                level.count(),
                tests,
                last ? Optional.of(Backtest.Zone.valueOf(level.zone().name())) : Optional.empty());
    }

    private static Backtest.TestResult ratio(
            String name, LikelihoodRatio ratio, double significance) {
        return new Backtest.TestResult(
                name,
                ratio.statistic(),
                OptionalDouble.of(ratio.pValue()),
                OptionalDouble.empty(),
                ratio.rejectedAt(significance));
    }

    /** The forecasts of the judge, or where there is none of the historical simulation. */
    private Optional<BacktestSeries> series() {
        Optional<ModelBacktest> shown =
                judge().or(
                                () ->
                                        study.choice().stream()
                                                .flatMap(c -> c.backtests().stream())
                                                .filter(b -> b.model() == RiskModel.HISTORICAL)
                                                .findFirst());
        return shown.map(
                tested -> {
                    LevelBacktest level = tested.run().at(Level.P99);
                    int from = study.steps().length - level.observations();
                    return BacktestSeries.of(
                            name(tested.model()),
                            level.level().probability(),
                            Arrays.copyOfRange(study.times(), from, study.times().length),
                            Arrays.copyOfRange(study.steps(), from, study.steps().length),
                            level.valueAtRisk(),
                            POINTS);
                });
    }
}
