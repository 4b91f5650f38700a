package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse router}: live execution. */
@Command(
        name = "router",
        description = "Sends live orders, stops them, and tries the wiring before.",
        subcommands = {RouterDryRunCommand.class})
public final class RouterCommand extends Group {}
