package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse licence}: offline licences (runbook 2.3). */
@Command(
        name = "licence",
        description =
                "Requests, approves, issues, verifies, activates and revokes offline licences.",
        subcommands = {
            LicenceRequestCommand.class,
            LicenceApproveCommand.class,
            LicenceProvisionCommand.class,
            LicenceVerifyCommand.class,
            LicenceActivateCommand.class,
            LicenceInboxCommand.class,
            LicenceRevokeCommand.class,
            LicenceQrCommand.class,
            LicenceRegistryCommand.class
        })
public final class LicenceCommand extends Group {}
