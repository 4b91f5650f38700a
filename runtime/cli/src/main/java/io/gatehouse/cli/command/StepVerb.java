package io.gatehouse.cli.command;

import io.gatehouse.core.id.StepId;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** What verbs about one step of a promotion share. */
abstract class StepVerb extends PromotionVerb {

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "The step (default: the current one).")
    private Optional<String> step = Optional.empty();

    /** The step that was named; empty for the current one. */
    final Optional<StepId> step() {
        return step.map(name -> typed(() -> new StepId(name)));
    }
}
