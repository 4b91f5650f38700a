package io.gatehouse.cli.command;

import io.gatehouse.app.engine.EngineAccess;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code gatehouse settle}: lets the engine do what follows without a person's command. */
@Command(
        name = "settle",
        description =
                "Goes on with what needs no person: intended actions, assessments, activation.")
public final class SettleCommand extends Verb {

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        try (EngineAccess engine = access()) {
            List<Outcome> outcomes = engine.settle();
            Output output = output();
            output.say("settle.done", outcomes.size());
            Optional<Outcome> refusal = new Settler.Report(outcomes).refusal();
            List<Finding> findings = refusal.map(Outcome::findings).orElse(List.of());
            output.findings(findings);
            int code = ExitCodes.of(refusal.flatMap(Outcome::refusal));
            output.json(
                    "gatehouse.settle/1",
                    JsonObject.builder()
                            .put("exit", code)
                            .put("commands", outcomes.size())
                            .put("findings", Output.toJson(findings))
                            .put("journal", json(engine.position()))
                            .build());
            return code;
        }
    }
}
