package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a strategy's run, whatever was expected of its figures. */
public final class RunJudge {

    /** Least number of cuts that say anything. */
    public static final int LEAST_CUTS = 12;

    private RunJudge() {}

    /** Findings in the order of their weight; empty when there are none. */
    public static List<Finding> findings(StrategyRun run) {
        String id = run.strategy().id();
        List<Finding> findings = new ArrayList<>();
        if (!run.first().equals(run.second())) {
            findings.add(SmokeCode.NONDETERMINISTIC.at(id, "equal targets", "other targets"));
        }
        if (run.figures().get("signals") == 0) {
            findings.add(SmokeCode.ZERO_SIGNALS.at(id, "a signal", "none"));
        } else if (run.figures().get("trades") == 0) {
            findings.add(SmokeCode.ZERO_TRADES.at(id, "a trade", "none"));
        }
        long differing = run.cuts().stream().filter(cut -> !cut.agrees()).count();
        if (differing > 0) {
            findings.add(
                    SmokeCode.LOOK_AHEAD.at(
                            id,
                            "equal targets without later candles",
                            differing + " of " + run.cuts().size() + " cuts differ"));
        }
        if (run.cuts().size() < LEAST_CUTS) {
            findings.add(
                    SmokeCode.TOO_FEW_CUTS.at(
                            id, "at least " + LEAST_CUTS + " cuts", run.cuts().size() + " cuts"));
        }
        for (LaterStart start : run.laterStarts()) {
            if (!start.agrees()) {
                findings.add(
                        SmokeCode.RECURSIVE.at(
                                id + " from row " + start.row(),
                                "targets within " + LaterStart.TOLERANCE + " millionths",
                                start.compared() == 0
                                        ? "nothing to compare"
                                        : start.difference() + " millionths apart"));
            }
        }
        return findings;
    }
}
