package io.gatehouse.definitions.rule;

import io.gatehouse.core.command.Statement;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import java.time.Duration;
import java.time.Instant;

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
        Instant now = inspection.context().asOf();
        int seen = 0;
        for (ArtefactId id :
                artefactsOf(inspection.context().reference(), inspection.context().step())) {
            for (Observation observation : inspection.all(id)) {
                seen++;
                judge(inspection, observation.item(), limit, now);
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

    private static void judge(
            Inspection inspection, EvidenceItem item, Duration limit, Instant now) {
        Instant latest =
                item.declared().isAfter(item.recorded()) ? item.declared() : item.recorded();
        if (latest.isAfter(now.plus(Statement.SKEW))) {
            // a date ahead of the clock would keep an old file young for as long as one likes
            inspection.error(
                    "future-dated",
                    item.path(),
                    "a time not after " + now,
                    latest.toString(),
                    "mend the clock or the file's time, and record the file again");
            return;
        }
        if (item.bornAt().isBefore(now.minus(limit))) {
            inspection.fail(
                    "stale",
                    item.path(),
                    "not older than " + limit + ", that is from " + now.minus(limit),
                    item.bornAt().toString(),
                    "do step " + item.step() + " again");
        }
    }
}
