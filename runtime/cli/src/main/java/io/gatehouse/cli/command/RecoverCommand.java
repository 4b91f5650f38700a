package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse recover}: reinstallation without a network. */
@Command(
        name = "recover",
        description =
                "Saves a workspace into one signed file and brings it back on an empty machine.",
        subcommands = {
            RecoverPlanCommand.class,
            RecoverBackupCommand.class,
            RecoverVerifyCommand.class,
            RecoverRestoreCommand.class
        })
public final class RecoverCommand extends Group {}
