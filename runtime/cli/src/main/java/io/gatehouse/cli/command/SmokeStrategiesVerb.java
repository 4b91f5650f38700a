package io.gatehouse.cli.command;

import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Smokes that run the strategies and compare their figures with what is expected. */
abstract class SmokeStrategiesVerb extends SmokeVerb {

    @Option(
            names = "--expected",
            paramLabel = "FILE",
            description = "The figures that are expected; gatehouse smoke expect writes them.")
    private Optional<Path> expected = Optional.empty();

    @Option(names = "--cycles", paramLabel = "N", description = "How often each strategy runs (1).")
    private Optional<Long> cycles = Optional.empty();

    @Override
    void more(JsonObject.Builder options) {
        expected.ifPresent(path -> options.put("expected", inWorkspace(path)));
        cycles.ifPresent(number -> options.put("cycles", whole(number)));
    }

    final Optional<Path> expected() {
        return expected;
    }
}
