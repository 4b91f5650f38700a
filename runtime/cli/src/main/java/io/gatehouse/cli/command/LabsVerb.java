package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.risklabs.run.LabEnd;
import io.gatehouse.adapter.risklabs.run.LabTask;
import io.gatehouse.cli.Verb;
import java.time.Duration;
import java.util.Optional;

/** What the verbs of the laboratory share: a process of its own that is watched. */
abstract class LabsVerb extends Verb {

    /** Longer than any run that this laboratory is made for. */
    static final Duration LONGEST = Duration.ofHours(2);

    /** How the task ended, or empty, with a word to the person, when the time was over. */
    final Optional<LabEnd> carryOut(LabTask task) throws InterruptedException {
        Optional<LabEnd> end;
        try (LabsProgress progress = LabsProgress.on(around().err(), output().messages())) {
            end = ChildLaboratory.ofThisProgram().run(task, LONGEST, progress);
        }
        if (end.isEmpty()) {
            output().note("labs.time-over");
        }
        return end;
    }
}
