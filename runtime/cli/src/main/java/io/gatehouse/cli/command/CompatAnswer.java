package io.gatehouse.cli.command;

import io.gatehouse.audit.compat.CompatInputs;
import io.gatehouse.audit.compat.CompatResult;
import io.gatehouse.audit.compat.CompatVerification;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks the question of the existing Python verifier and says, each time, that its answer admits
 * nothing. As there, what programs read goes to standard output and the rest beside it.
 */
final class CompatAnswer {

    private final Output output;
    private final Surroundings around;

    CompatAnswer(Output output, Surroundings around) {
        this.output = output;
        this.around = around;
    }

    /** The exit code of the existing verifier, or 3 where its answer is not reproduced. */
    int run(List<String> arguments) {
        CompatResult result =
                CompatVerification.run(
                        arguments,
                        new CompatInputs(
                                System.getenv(),
                                System.in,
                                around.directory(),
                                Path.of(System.getProperty("user.home", ".")),
                                around.clock().instant()));
        String details = String.join(", ", result.details());
        if (output.isJson()) {
            JsonObject.Builder answer =
                    JsonObject.builder()
                            .put("exit", result.exitCode())
                            .put("reason", result.reason().code())
                            .put("details", details)
                            .put("entries", result.entries())
                            .put("evidence", false);
            result.line().ifPresent(line -> answer.put("line", line));
            result.output().ifPresent(text -> answer.put("output", text));
            output.json("gatehouse.log-compat/1", answer.build());
            return result.exitCode();
        }
        result.output().ifPresent(output::raw);
        if (result.line().isPresent()) {
            output.note("compat.line", result.line().getAsLong());
        }
        output.note("compat." + result.reason().code(), result.entries(), details);
        output.note("compat.no-evidence");
        return result.exitCode();
    }
}
