package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse labs}: the risk laboratory of the gate to paper trading (runbook 2.1). */
@Command(
        name = "labs",
        description =
                "Runs the risk laboratory, brings in market data, checks and explains reports.",
        subcommands = {
            LabsRunCommand.class,
            LabsImportCommand.class,
            LabsVerifyCommand.class,
            LabsApproveCommand.class,
            LabsExplainCommand.class
        })
public final class LabsCommand extends Group {}
