package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import java.util.List;
import java.util.Optional;

/**
 * The one file of an artefact: with two, what one of them proves could stand for the other.
 *
 * <p>Empty with a finding for none and for several.
 */
final class OneFile {

    private OneFile() {}

    /** A file that a rule reads. */
    static Optional<Observation> readable(Inspection inspection, ArtefactId artefact) {
        return single(inspection, artefact, inspection.readable(artefact));
    }

    /** A file whose digest is enough, however large it is. */
    static Optional<Observation> intact(Inspection inspection, ArtefactId artefact) {
        return single(inspection, artefact, inspection.intact(artefact));
    }

    private static Optional<Observation> single(
            Inspection inspection, ArtefactId artefact, List<Observation> found) {
        if (found.size() > 1) {
            inspection.fail(
                    "several-files",
                    artefact.value(),
                    "one file",
                    String.valueOf(found.size()),
                    "attach the one that is meant");
            return Optional.empty();
        }
        return found.stream().findFirst();
    }
}
