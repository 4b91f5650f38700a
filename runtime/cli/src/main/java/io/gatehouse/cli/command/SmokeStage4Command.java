package io.gatehouse.cli.command;

import io.gatehouse.core.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code smoke stage4}: all strategies at once, within a profile's limits. */
@Command(
        name = "stage4",
        description =
                "Runs all strategies at once within a profile's limits and fills the page STAGE4_MULTI_STRATEGY_SMOKE.")
public final class SmokeStage4Command extends SmokeStrategiesVerb {

    @Option(
            names = "--job",
            paramLabel = "NUMBER",
            required = true,
            description = "The job's number, which the page bears.")
    private String job;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "Whose limits hold (balanced).")
    private Optional<String> profile = Optional.empty();

    @Override
    String task() {
        return "stage4";
    }

    @Override
    void more(JsonObject.Builder options) {
        super.more(options);
        options.put("job", job);
        profile.ifPresent(name -> options.put("profile", name));
    }
}
