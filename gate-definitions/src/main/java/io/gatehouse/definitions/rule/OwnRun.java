package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.StepState;

/**
 * Where a step runs an adapter of ours that writes a report, the report must be the one that the
 * run wrote, byte for byte: one changed digit is another report.
 */
final class OwnRun {

    private OwnRun() {}

    /**
     * @param what is run, for people
     */
    static void demand(Inspection inspection, Observation report, AdapterId adapter, String what) {
        demand(inspection, report, adapter, what, "report_sha384");
    }

    /**
     * As the other method, for another file than the report.
     *
     * @param fact of the run that names the file's digest
     */
    static void demand(
            Inspection inspection,
            Observation report,
            AdapterId adapter,
            String what,
            String fact) {
        StepDefinition step = inspection.context().step();
        if (step.action().filter(action -> action.adapter().equals(adapter)).isEmpty()) {
            return;
        }
        StepState state = inspection.context().promotion().step(step.id());
        boolean ended =
                state.action().filter(a -> a.phase() == ActionState.Phase.SUCCEEDED).isPresent();
        String written = state.facts().text(fact).orElse("none");
        if (!ended || !written.equals(report.item().digests().sha384().value())) {
            inspection.fail(
                    "report-not-of-this-run",
                    report.item().path(),
                    ended ? written : "a finished run of " + what,
                    report.item().digests().sha384().value(),
                    "run step " + step.id() + " again");
        }
    }
}
