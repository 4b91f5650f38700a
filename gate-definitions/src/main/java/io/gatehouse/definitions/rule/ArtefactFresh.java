package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import java.time.Duration;

/**
 * Evidence is about today: its age counts from the earlier of the file's own time and the time at
 * which it was recorded, so that copying or touching an old report does not make it young.
 */
public final class ArtefactFresh extends AbstractRule {

    ArtefactFresh() {
        super(
                "artefact-fresh",
                true,
                "No file is older than the given age, nor from the future.",
                Parameter.required("max-age", Parameter.Kind.DURATION, "greatest age, inclusive"),
                Parameter.optional(
                        "artefacts",
                        Parameter.Kind.ARTEFACTS,
                        "which; all of the step when absent"));
    }

    @Override
    public boolean canStand() {
        return true;
    }

    @Override
    boolean looksAtWholeStep() {
        return true;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Duration limit = given.duration("max-age").orElseThrow();
        int seen = 0;
        for (ArtefactId id :
                artefactsOf(inspection.context().reference(), inspection.context().step())) {
            for (Observation observation : inspection.all(id)) {
                seen++;
                EvidenceAge.judge(inspection, observation.item(), limit);
            }
        }
        if (seen == 0) {
            inspection.pending(
                    "missing",
                    inspection.context().step().id().value(),
                    "at least one file whose age can be told",
                    "none",
                    "collect or attach the evidence of the step");
        }
    }
}
