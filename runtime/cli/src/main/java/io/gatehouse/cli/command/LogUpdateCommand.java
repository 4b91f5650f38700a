package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.WriteLine;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.LogName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse log update}: corrects a line by another one; nothing is rewritten. */
@Command(
        name = "update",
        description = "Adds a line that corrects an earlier one; nothing is rewritten or granted.")
public final class LogUpdateCommand extends Verb {

    @Option(names = "--log", paramLabel = "LOG", required = true, description = "Name of the log.")
    private String log;

    @Option(
            names = "--line",
            paramLabel = "INDEX",
            description = "The line to correct, from 1 (default: the last).")
    private Optional<Long> line = Optional.empty();

    @Mixin private LineOptions options;

    @Override
    public Integer call() throws Exception {
        SortedMap<String, String> artefacts =
                options.artefacts(
                        f -> workspace().root().resolve(inWorkspace(typed(() -> Path.of(f)))));
        SortedMap<String, Boolean> flags = options.flags();
        return write(
                desk ->
                        answer(
                                new WriteLine(desk)
                                        .correct(
                                                typed(() -> new LogName(log)),
                                                line.map(OptionalLong::of)
                                                        .orElseGet(OptionalLong::empty),
                                                artefacts,
                                                flags,
                                                options.reason()),
                                "log.corrected",
                                log));
    }
}
