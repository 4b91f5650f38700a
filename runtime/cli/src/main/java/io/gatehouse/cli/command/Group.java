package io.gatehouse.cli.command;

import io.gatehouse.cli.GatehouseCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A noun whose verbs follow it; alone it says so. */
abstract class Group implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                GatehouseCommand.messages(spec)
                        .text("usage.name-one", String.join(", ", spec.subcommands().keySet())));
    }
}
