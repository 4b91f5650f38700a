package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.portfolio.EquityCurve;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import io.gatehouse.adapter.risklabs.statistics.BlockLength;
import io.gatehouse.adapter.risklabs.statistics.JumpDiffusion;
import io.gatehouse.adapter.risklabs.statistics.ModelChoice;
import io.gatehouse.adapter.risklabs.statistics.ModelJudge;
import io.gatehouse.adapter.risklabs.statistics.PathModel;
import io.gatehouse.adapter.risklabs.statistics.StationaryBootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One profile's portfolio carried through the data: its curve, the steps that are judged, and the
 * models that are simulated. Immutable and thread-safe.
 *
 * @param steps returns that tail figures and backtests are of: of days where there are enough of
 *     them, else of bars
 * @param times when each step ended, milliseconds since 1970
 * @param daily whether steps are days
 * @param barsPerDay rounded, at least one
 * @param stepsPerYear of {@code steps}
 * @param choice which model judges; empty when the steps are too few or stand still
 * @param block mean length of a block of the bars' returns
 * @param simulated models to be drawn from, by name
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared by agreement
record Study(
        RiskProfile profile,
        Portfolio portfolio,
        EquityCurve curve,
        double[] steps,
        long[] times,
        boolean daily,
        int barsPerDay,
        double stepsPerYear,
        Optional<ModelChoice> choice,
        double block,
        SortedMap<String, PathModel> simulated) {

    /** Steps that a backtest needs: a window, and as many forecasts. */
    static final int LEAST = 250 + ModelJudge.LEAST_FORECASTS;

    /** Longer series of bars are judged by their end; said in the report. */
    static final int MOST_BARS = 5_000;

    static Study of(
            RiskProfile profile, Portfolio portfolio, EquityCurve curve, double daysPerYear) {
        List<EquityCurve.DayResult> days = curve.days();
        double[] bars = curve.returns();
        int barsPerDay = (int) Math.max(1, Math.round((double) bars.length / days.size()));
        boolean daily = days.size() >= LEAST || barsPerDay == 1;
        double[] steps;
        long[] times;
        if (daily) {
            steps = days.stream().mapToDouble(EquityCurve.DayResult::result).toArray();
            times =
                    days.stream()
                            .mapToLong(day -> (day.date().toEpochDay() + 1) * 86_400_000L)
                            .toArray();
        } else {
            int from = Math.max(0, bars.length - MOST_BARS);
            steps = Arrays.copyOfRange(bars, from, bars.length);
            times = Arrays.copyOfRange(curve.time(), from + 1, curve.size());
        }
        return new Study(
                profile,
                portfolio,
                curve,
                steps,
                times,
                daily,
                barsPerDay,
                daysPerYear * (daily ? 1 : barsPerDay),
                choice(steps),
                block(bars),
                simulated(bars));
    }

    private static Optional<ModelChoice> choice(double[] steps) {
        if (steps.length < LEAST) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelJudge.STANDARD.choose(steps));
        } catch (IllegalArgumentException e) {
            // a stretch without any movement has no deviation; the profile then has no judge
            return Optional.empty();
        }
    }

    private static double block(double[] bars) {
        try {
            return Math.max(1, BlockLength.of(bars).stationary());
        } catch (IllegalArgumentException e) {
            return 1;
        }
    }

    private static SortedMap<String, PathModel> simulated(double[] bars) {
        TreeMap<String, PathModel> models = new TreeMap<>();
        try {
            models.put("stationary_bootstrap", new StationaryBootstrap(bars, block(bars)));
            models.put("jump_diffusion", JumpDiffusion.of(bars));
        } catch (IllegalArgumentException e) {
            // a series that stands still, or loses everything, has no model; the limit that the
            // simulation measures then stays unmeasured, which is no pass
            models.clear();
        }
        return models;
    }
}
