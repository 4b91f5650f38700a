package io.gatehouse.cli.command;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.usecase.Halt;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code gatehouse halt}: stops everything. Permit files and latch come first and need neither lock
 * nor credential; the event follows.
 */
@Command(
        name = "halt",
        description = "Stops everything now; needs no lock, no approval and no credential.")
public final class HaltCommand extends Verb {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        Halt halt = new Halt(workspace());
        List<String> problems = halt.stop();
        Output output = output();
        if (problems.size() == 2) {
            output.note("halt.failed");
            return ExitCodes.UNDECIDED;
        }
        problems.forEach(problem -> output.note("halt.problem", problem));
        output.say("halt.stopped");
        try {
            if (isSigned()) {
                return write(desk -> answer(halt.record(desk, reason), "halt.recorded"));
            }
            try (Engine engine = embedded().open("gatehouse halt")) {
                // Opening the engine has journalled the latch that was found.
                output.say("halt.recorded");
                output.say(
                        "answer.position",
                        engine.position().seq(),
                        engine.position().digest().abbreviated());
            }
        } catch (WorkspaceBusy busy) {
            // Stopped all the same: the holder of the lock, or the next engine, records it; a
            // process that serves the workspace does so within a second.
            output.say("halt.follows", busy.holder());
        }
        output.json("gatehouse.halt/1", JsonObject.of("halted", true));
        return ExitCodes.ALLOWED;
    }
}
