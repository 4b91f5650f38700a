package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.StepState;
import java.util.List;
import java.util.Optional;

/**
 * The step's program ran to its end, said that all is well, and was the program that was adopted.
 * An exchanged script would otherwise be believed.
 */
public final class CommandSucceeded extends AbstractRule {

    CommandSucceeded() {
        super(
                "command-succeeded",
                false,
                "The step's adopted program ran and ended with the expected exit code.",
                Parameter.optional("exit-code", Parameter.Kind.COUNT, "0 when absent"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return program(step).isEmpty()
                ? List.of("the step has no action with a 'program'")
                : List.of();
    }

    private static Optional<String> program(StepDefinition step) {
        return step.action().map(ActionDefinition::with).flatMap(with -> with.text("program"));
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        String step = inspection.context().step().id().value();
        StepState state = inspection.context().promotion().step(inspection.context().step().id());
        JsonObject facts = state.facts();
        boolean ended =
                state.action().filter(a -> a.phase() == ActionState.Phase.SUCCEEDED).isPresent();
        if (!ended || facts.names().isEmpty()) {
            inspection.fail(
                    "not-run",
                    step,
                    "a finished run of the step's program",
                    state.action().map(a -> a.phase().name()).orElse("none"),
                    "run step " + step);
            return;
        }
        long expected = given.count("exit-code", 0);
        if (facts.integer("exit_code").filter(code -> code == expected).isEmpty()) {
            inspection.fail(
                    "exit-code",
                    step,
                    String.valueOf(expected),
                    facts.integer("exit_code").map(String::valueOf).orElse("none reported"),
                    "read the program's output, mend the cause and run step " + step + " again");
        }
        judgeProgram(inspection, step, facts);
    }

    private static void judgeProgram(Inspection inspection, String step, JsonObject facts) {
        String program = program(inspection.context().step()).orElseThrow();
        if (!facts.text("program").orElse("").equals(program)) {
            inspection.fail(
                    "other-program",
                    step,
                    program,
                    facts.text("program").orElse("none reported"),
                    "run step " + step + " again");
        }
        Digest adopted = inspection.context().installation().governance().commands().get(program);
        if (adopted == null) {
            inspection.error(
                    "not-adopted",
                    program,
                    "a digest that owner and compliance adopted",
                    "none",
                    "adopt the program's digest");
        } else if (!facts.text("program_digest").orElse("").equals(adopted.value())) {
            inspection.fail(
                    "program-differs",
                    program,
                    adopted.value(),
                    facts.text("program_digest").orElse("none reported"),
                    "restore the adopted program, or adopt the new one, and run step "
                            + step
                            + " again");
        }
    }
}
