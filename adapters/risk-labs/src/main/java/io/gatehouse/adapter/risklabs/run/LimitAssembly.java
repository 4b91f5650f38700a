package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.portfolio.EquityCurve;
import io.gatehouse.adapter.risklabs.portfolio.Limit;
import io.gatehouse.adapter.risklabs.portfolio.LimitValue;
import io.gatehouse.adapter.risklabs.report.Measure;
import io.gatehouse.adapter.risklabs.report.Note;
import io.gatehouse.adapter.risklabs.report.Unit;
import io.gatehouse.adapter.risklabs.statistics.Level;
import io.gatehouse.adapter.risklabs.statistics.ModelBacktest;
import io.gatehouse.adapter.risklabs.statistics.Performance;
import io.gatehouse.adapter.risklabs.statistics.TailRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A profile's limits beside what was measured of its portfolio. */
final class LimitAssembly {

    private final Study study;
    private final Optional<ModelBacktest> judge;
    private final OptionalDouble simulatedDrawdown;

    /**
     * @param judge the model that judges, if any does
     * @param simulatedDrawdown which 95 of 100 bootstrapped paths do not exceed
     */
    LimitAssembly(Study study, Optional<ModelBacktest> judge, OptionalDouble simulatedDrawdown) {
        this.study = study;
        this.judge = judge;
        this.simulatedDrawdown = simulatedDrawdown;
    }

    /** The seven limits of the configuration, and two that say how the tail stands to them. */
    List<io.gatehouse.adapter.risklabs.report.Limit> limits() {
        EquityCurve curve = study.curve();
        List<io.gatehouse.adapter.risklabs.report.Limit> all = new ArrayList<>();
        double largest =
                study.portfolio().holdings().values().stream()
                        .mapToDouble(h -> Math.abs(h.weight()))
                        .max()
                        .orElse(0);
        double volatility =
                Performance.of(study.steps(), study.stepsPerYear()).annualVolatility().orElse(0);
        add(
                all,
                Limit.DAILY_LOSS,
                Unit.FRACTION,
                OptionalDouble.of(curve.worstDay().greatestLoss()));
        add(all, Limit.POSITION_SHARE, Unit.FRACTION, OptionalDouble.of(largest));
        add(all, Limit.TARGET_VOLATILITY, Unit.FRACTION, OptionalDouble.of(volatility));
        add(all, Limit.LEVERAGE, Unit.MULTIPLE, OptionalDouble.of(curve.greatestLeverage()));
        add(all, Limit.STOP_LOSS, Unit.ATR, OptionalDouble.empty());
        add(
                all,
                Limit.POSITIONS,
                Unit.COUNT,
                OptionalDouble.of(study.portfolio().holdings().size()));
        add(all, Limit.DRAWDOWN, Unit.FRACTION, OptionalDouble.of(curve.maximumDrawdown().depth()));
        further(
                all,
                "tail_daily_loss",
                Limit.DAILY_LOSS,
                tailLoss(),
                Note.of(
                        "limit_tail",
                        "Expected shortfall of a day at 97.5 % by the judging model, within the daily loss."));
        further(
                all,
                "simulated_drawdown",
                Limit.DRAWDOWN,
                simulatedDrawdown,
                Note.of(
                        "limit_simulated",
                        "Drawdown that 95 of 100 bootstrapped paths do not exceed, within the hard drawdown."));
        return all;
    }

    private void add(
            List<io.gatehouse.adapter.risklabs.report.Limit> all,
            Limit limit,
            Unit unit,
            OptionalDouble measured) {
        LimitValue value = study.profile().limits().get(limit);
        all.add(
                new io.gatehouse.adapter.risklabs.report.Limit(
                        limit.field(),
                        new Measure(
                                unit, Measure.Bound.AT_MOST, value.value().doubleValue(), measured),
                        // the stop is where positions are left in the stress tests; bars measure
                        // none
                        limit != Limit.STOP_LOSS,
                        stated(value.owner()),
                        value.version(),
                        value.rationale().isEmpty()
                                ? Note.of("limit_unfounded", "The configuration gives no reason.")
                                : Note.of("limit_reason", value.rationale())));
    }

    private void further(
            List<io.gatehouse.adapter.risklabs.report.Limit> all,
            String name,
            Limit limit,
            OptionalDouble measured,
            Note rationale) {
        LimitValue value = study.profile().limits().get(limit);
        all.add(
                new io.gatehouse.adapter.risklabs.report.Limit(
                        name,
                        new Measure(
                                Unit.FRACTION,
                                Measure.Bound.AT_MOST,
                                value.value().doubleValue(),
                                measured),
                        true,
                        stated(value.owner()),
                        value.version(),
                        rationale));
    }

    private static String stated(String owner) {
        return owner.isEmpty() ? io.gatehouse.adapter.risklabs.report.Limit.NOT_STATED : owner;
    }

    private OptionalDouble tailLoss() {
        if (judge.isEmpty()) {
            return OptionalDouble.empty();
        }
        double step =
                judge.get().run().next().stream()
                        .filter(risk -> risk.level().equals(Level.P97_5))
                        .mapToDouble(TailRisk::expectedShortfall)
                        .findFirst()
                        .orElseThrow();
        // bars to a day by the root of time, for want of days
        return OptionalDouble.of(
                Math.max(0, step) * (study.daily() ? 1 : Math.sqrt(study.barsPerDay())));
    }
}
