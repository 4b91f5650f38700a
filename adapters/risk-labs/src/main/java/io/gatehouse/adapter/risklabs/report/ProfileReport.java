package io.gatehouse.adapter.risklabs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything about one profile.
 *
 * <p>The verdict is derived from the rest and cannot be given: a profile with a breach, a failed
 * stress test, a required one that was not done, or without a model that its own backtest accepts
 * cannot pass.
 *
 * @param name such as {@code balanced}
 * @param holdings what it was computed for
 * @param limits each name once, at least one
 * @param tails each model and level once
 * @param judging the model that judges; empty when no model may
 * @param backtests each model and level once
 * @param stress by scenario and subject, each once; kept with the runbook's three tests first
 * @param breaches every broken limit among them
 */
public record ProfileReport(
        String name,
        List<Holding> holdings,
        Performance performance,
        List<Limit> limits,
        List<TailFigure> tails,
        Optional<Judging> judging,
        List<Backtest> backtests,
        List<Simulation> simulations,
        List<StressOutcome> stress,
        List<Breach> breaches,
        EquitySeries equity,
        Optional<BacktestSeries> backtestSeries) {

    public ProfileReport {
        Checks.code(name, "profile");
        holdings = Checks.list(holdings, 1_000, "holdings");
        Checks.distinct(holdings, Holding::symbol, "a holding");
        Objects.requireNonNull(performance);
        limits = Checks.list(limits, 50, "limits");
        Checks.require(!limits.isEmpty(), "a profile without limits");
        Checks.distinct(limits, Limit::name, "a limit");
        tails = Checks.list(tails, 100, "tail figures");
        Checks.distinct(tails, t -> t.model() + " " + t.level(), "a tail figure");
        Objects.requireNonNull(judging);
        backtests = Checks.list(backtests, 100, "backtests");
        Checks.distinct(backtests, b -> b.model() + " " + b.level(), "a backtest");
        simulations = Checks.list(simulations, 20, "simulations");
        Checks.distinct(simulations, Simulation::method, "a simulation");
        // one order, in which they also stand in JSON
        stress =
                Checks.list(stress, 2_000, "stress tests").stream()
                        .sorted(Comparator.comparing(s -> !s.standard()))
                        .toList();
        Checks.distinct(stress, s -> s.scenario() + " " + s.subject(), "a stress test");
        breaches = Checks.list(breaches, 100, "breaches");
        Checks.distinct(breaches, Breach::name, "a breach");
        Objects.requireNonNull(equity);
        Objects.requireNonNull(backtestSeries);
        for (Limit limit : limits) {
            // readers count breaches: a broken limit that is missing there would pass unseen
            Checks.require(
                    !limit.measure().broken()
                            || breaches.stream().anyMatch(b -> b.name().equals(limit.name())),
                    "limit " + limit.name() + " is broken but no breach");
        }
    }

    /** {@link Verdict#PASS} exactly when nothing speaks against it. */
    public Verdict verdict() {
        return reasons().isEmpty() ? Verdict.PASS : Verdict.FAIL;
    }

    /** Everything that speaks against a pass, in a fixed order. */
    public List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        breaches.forEach(b -> reasons.add(new Reason(Reason.Kind.BREACH, b.name())));
        for (Limit limit : limits) {
            if (limit.required() && limit.measure().measured().isEmpty()) {
                reasons.add(new Reason(Reason.Kind.LIMIT_NOT_MEASURED, limit.name()));
            }
        }
        for (StressOutcome outcome : stress) {
            String subject = outcome.scenario() + " " + outcome.subject();
            switch (outcome.status()) {
                case FAILED -> reasons.add(new Reason(Reason.Kind.STRESS_FAILED, subject));
                case NOT_TESTED -> {
                    // what the runbook names is required of everybody
                    if (outcome.required() || outcome.standard()) {
                        reasons.add(new Reason(Reason.Kind.STRESS_NOT_TESTED, subject));
                    }
                }
                case PASSED -> {}
            }
        }
        for (String scenario : StressOutcome.STANDARD) {
            // a test that is simply missing is a test that was not done
            if (stress.stream().noneMatch(s -> s.scenario().equals(scenario))) {
                reasons.add(new Reason(Reason.Kind.STRESS_NOT_TESTED, scenario));
            }
        }
        judged().ifPresent(reasons::add);
        return List.copyOf(reasons);
    }

    private Optional<Reason> judged() {
        if (judging.isEmpty()) {
            return Optional.of(new Reason(Reason.Kind.NO_JUDGING_MODEL, name));
        }
        String model = judging.get().model();
        Optional<Backtest> own =
                backtests.stream()
                        .filter(b -> b.model().equals(model))
                        .filter(b -> b.level() == judging.get().level())
                        .findFirst();
        if (own.isEmpty()) {
            return Optional.of(new Reason(Reason.Kind.JUDGING_MODEL_NOT_BACKTESTED, model));
        }
        return own.filter(Backtest::rejected)
                .map(b -> new Reason(Reason.Kind.JUDGING_MODEL_REJECTED, model));
    }

    /** Outcomes of one status among the runbook's three tests, or among all others. */
    long count(boolean standard, StressOutcome.Status status) {
        return stress.stream()
                .filter(s -> s.standard() == standard && s.status() == status)
                .count();
    }
}
