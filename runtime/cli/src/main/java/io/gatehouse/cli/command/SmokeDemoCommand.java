package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code smoke demo}: the strategies over recorded candles (runbook 1.3). */
@Command(
        name = "demo",
        description =
                "Runs the strategies over candles: 0 passed, 1 a figure is off, a check fails or there is nothing to run.")
public final class SmokeDemoCommand extends SmokeStrategiesVerb {

    @Override
    String task() {
        return "demo";
    }
}
