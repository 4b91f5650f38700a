package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse acceptance}: whether an installer may be handed over. */
@Command(
        name = "acceptance",
        description = "Accepts an installer: all of its parts are tried, none may be left out.",
        subcommands = AcceptanceRunCommand.class)
public final class AcceptanceCommand extends Group {}
