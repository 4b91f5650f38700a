package io.gatehouse.adapter.risklabs.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything that speaks for and against one model of a series.
 *
 * @param model which one
 * @param run its forecasts at each level, and those for the step after the series
 * @param shortfall the test of its expected shortfall at 97.5 %
 * @param significance below which a test rejects, such as 0.01
 */
public record ModelBacktest(
        RiskModel model, RollingBacktest.Run run, ShortfallTest shortfall, double significance) {

    public ModelBacktest {
        Objects.requireNonNull(model);
        Objects.requireNonNull(run);
        Objects.requireNonNull(shortfall);
    }

    /** Whether the model may judge: no test speaks against it. */
    public boolean survives() {
        return objections().isEmpty();
    }

    /** The tests that reject the model, by level and then by test; empty for one that survives. */
    public List<Objection> objections() {
        List<Objection> objections = new ArrayList<>();
        for (LevelBacktest level : run.levels()) {
            if (level.frequency().rejectedAt(significance)) {
                objections.add(new Objection(level.level(), Objection.Test.KUPIEC));
            }
            if (level.conditionalCoverage().rejectedAt(significance)) {
                objections.add(new Objection(level.level(), Objection.Test.CHRISTOFFERSEN));
            }
            if (level.level().equals(Level.P99) && level.zone() == BaselZone.RED) {
                objections.add(new Objection(level.level(), Objection.Test.BASEL));
            }
        }
        if (shortfall.rejected()) {
            objections.add(new Objection(Level.P97_5, Objection.Test.ACERBI_SZEKELY));
        }
        if (run.unconverged() > 0) {
            objections.add(new Objection(Level.P99, Objection.Test.CONVERGENCE));
        }
        return List.copyOf(objections);
    }

    /**
     * One reason why a model may not judge.
     *
     * @param level at which
     * @param test which rejects
     */
    public record Objection(Level level, Test test) {

        /** What can speak against a model. */
        public enum Test {
            /** Too many or too few exceptions. */
            KUPIEC,
            /** Frequency and independence of exceptions together. */
            CHRISTOFFERSEN,
            /** The last 250 steps are in the red zone. */
            BASEL,
            /** The losses in the tail are larger than forecast. */
            ACERBI_SZEKELY,
            /**
             * A search for parameters did not end by itself, so that forecasts cannot be relied on.
             */
            CONVERGENCE
        }
    }
}
