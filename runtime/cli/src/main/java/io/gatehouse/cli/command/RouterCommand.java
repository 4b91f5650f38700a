package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse router}: the live router of a workspace. */
@Command(
        name = "router",
        description =
                "Routes live orders, tries the wiring before, shows the router's state, stops it, lets it go on.",
        subcommands = {
            RouterRunCommand.class,
            RouterDryRunCommand.class,
            RouterStatusCommand.class,
            RouterKillCommand.class,
            RouterEnableCommand.class
        })
public final class RouterCommand extends Group {}
