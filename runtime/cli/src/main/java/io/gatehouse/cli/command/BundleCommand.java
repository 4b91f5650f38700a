package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse bundle}: the OEM bundle (runbook 2.2). */
@Command(
        name = "bundle",
        description = "Builds, signs, verifies, compares, installs and removes OEM bundles.",
        subcommands = {
            BundleBuildCommand.class,
            BundleSignCommand.class,
            BundleVerifyCommand.class,
            BundleShowCommand.class,
            BundleDiffCommand.class,
            BundleInstallCommand.class,
            BundleRemoveCommand.class
        })
public final class BundleCommand extends Group {}
