package io.gatehouse.cli.command;

import picocli.CommandLine.Command;

/** {@code gatehouse fingerprint}: by what this machine is known again. */
@Command(
        name = "fingerprint",
        description = "Shows, documents, verifies and compares this machine's fingerprint.",
        subcommands = {
            FingerprintShowCommand.class,
            FingerprintDocumentCommand.class,
            FingerprintVerifyCommand.class,
            FingerprintDriftCommand.class,
            FingerprintEnrolCodeCommand.class,
            FingerprintCodeCommand.class
        })
public final class FingerprintCommand extends Group {}
