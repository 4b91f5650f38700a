package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Demote;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse demote}: moves the environment down. */
@Command(name = "demote", description = "Moves the environment down; needs no approval.")
public final class DemoteCommand extends Verb {

    @Parameters(paramLabel = "ENVIRONMENT", description = "NONE, DEMO or PAPER.")
    private Environment to;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Override
    public Integer call() throws Exception {
        return write(desk -> answer(new Demote(desk).run(to, reason), "demote.done", to));
    }
}
