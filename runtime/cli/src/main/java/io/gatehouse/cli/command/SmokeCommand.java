package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse smoke}: smoke tests of the strategies and of paper trading. */
@Command(
        name = "smoke",
        description = "Runs the smoke tests of the gates to demo and to paper.",
        subcommands = {
            SmokeDemoCommand.class,
            SmokeStage4Command.class,
            SmokePaperCommand.class,
            SmokeExpectCommand.class
        })
public final class SmokeCommand extends Group {}
