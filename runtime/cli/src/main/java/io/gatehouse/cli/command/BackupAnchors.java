package io.gatehouse.cli.command;

import io.gatehouse.app.recover.BackupCheck;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.audit.key.Ed25519PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a person has from elsewhere about the installation whose backup it should be. */
final class BackupAnchors {

    @Option(
            names = "--expect",
            paramLabel = "SEQ:DIGEST",
            description =
                    "A position that the history must hold, written down outside of the machine;"
                            + " repeat it.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--engine-key",
            paramLabel = "KEY",
            description =
                    "The engine's public key (base64url) that must have signed the backup, as it"
                            + " was written down.")
    private Optional<String> engineKey = Optional.empty();

    BackupCheck.Known known() throws Unanswerable {
        try {
            return new BackupCheck.Known(
                    AuditVerifyCommand.positions(expected), engineKey.map(Ed25519PublicKey::new));
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(Wording.of("engine-key-form"));
        }
    }
}
