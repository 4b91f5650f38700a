package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import java.util.List;

/** The files that the row names are there, as many as it asks for, and unchanged. */
public final class ArtefactPresent extends AbstractRule {

    ArtefactPresent() {
        super(
                "artefact-present",
                false,
                "Each named artefact has as many files as demanded, and all are as they were recorded.",
                Parameter.optional(
                        "artefacts",
                        Parameter.Kind.ARTEFACTS,
                        "which; all of the step when absent"),
                Parameter.optional(
                        "at-least",
                        Parameter.Kind.COUNT,
                        "how many of each; the artefact's own count when absent"),
                Parameter.optional(
                        "attached",
                        Parameter.Kind.FLAG,
                        "whether a person attaches them, so that their absence is waited for"));
    }

    @Override
    boolean looksAtWholeStep() {
        return true;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        boolean waits =
                given.flag("attached", false) || inspection.context().step().action().isEmpty();
        for (ArtefactId id :
                artefactsOf(inspection.context().reference(), inspection.context().step())) {
            ArtefactDefinition artefact = inspection.context().step().artefact(id).orElseThrow();
            int least = given.count("at-least", artefact.atLeast());
            List<Observation> observations = inspection.all(id);
            observations.forEach(inspection::isIntact);
            if (observations.size() < least) {
                report(inspection, artefact, least, observations.size(), waits);
            }
        }
    }

    private static void report(
            Inspection inspection,
            ArtefactDefinition artefact,
            int least,
            int found,
            boolean waits) {
        String expected = "at least " + least + " file(s) " + artefact.path();
        String step = inspection.context().step().id().value();
        if (waits) {
            inspection.pending(
                    "missing",
                    artefact.id().value(),
                    expected,
                    found + " file(s)",
                    "attach it to step " + step);
        } else {
            inspection.fail(
                    "missing",
                    artefact.id().value(),
                    expected,
                    found + " file(s)",
                    "look at the output of the action, mend its cause and run step "
                            + step
                            + " again");
        }
    }
}
