package io.gatehouse.cli.command;

import io.gatehouse.app.recover.BackupCheck;
import io.gatehouse.app.recover.BackupReport;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse recover verify}. */
@Command(
        name = "verify",
        description =
                "Verifies a backup without restoring it: form, signature, every digest, the whole"
                        + " history; with a passphrase every secret.")
public final class RecoverVerifyCommand extends Verb {

    @Parameters(paramLabel = "BACKUP", description = "A file that recover backup wrote.")
    private Path backup;

    @Mixin private BackupAnchors anchors;

    @Mixin private BackupPassphrase given;

    @Override
    public Integer call() throws Exception {
        BackupCheck.Known known = anchors.known();
        Optional<char[]> passphrase =
                given.isGiven()
                        ? Optional.of(given.read(output().messages()))
                        : hasPassphraseFile()
                                ? Optional.of(passphrase(text("backup.prompt")))
                                : Optional.empty();
        try {
            BackupReport report = check(around().directory().resolve(backup), known, passphrase);
            return answer(report, passphrase.isPresent());
        } finally {
            passphrase.ifPresent(secret -> Arrays.fill(secret, '\0'));
        }
    }

    static BackupReport check(Path file, BackupCheck.Known known, Optional<char[]> passphrase)
            throws IOException {
        try (PackReader pack = PackReader.open(file)) {
            return new BackupCheck().run(pack, known, passphrase);
        } catch (PackFaultException e) {
            return BackupCheck.unreadable(e);
        }
    }

    private int answer(BackupReport report, boolean opened) {
        int code =
                !report.sound()
                        ? ExitCodes.REFUSED
                        : report.incomplete().isEmpty() ? ExitCodes.ALLOWED : ExitCodes.UNDECIDED;
        Output output = output();
        output.say(
                switch (code) {
                    case ExitCodes.ALLOWED -> "backup.sound";
                    case ExitCodes.REFUSED -> "backup.refused";
                    default -> "backup.unanchored";
                },
                report.findings().size());
        output.findings(report.findings());
        output.findings(report.incomplete());
        report.summary()
                .ifPresent(
                        s -> {
                            output.say("backup.holds", s.installation(), s.files(), s.bytes());
                            output.say("backup.position", s.journal());
                            output.say("backup.ends", s.ends());
                            output.say("backup.state", s.state());
                            output.say(
                                    opened ? "backup.opened" : "backup.closed",
                                    opened ? report.opened() : s.sealed());
                        });
        JsonObject.Builder document =
                JsonObject.builder()
                        .put("exit", code)
                        .put("findings", Output.toJson(report.findings()))
                        .put("incomplete", Output.toJson(report.incomplete()))
                        .put("secrets_opened", report.opened());
        report.summary()
                .ifPresent(
                        s ->
                                document.put("installation", s.installation())
                                        .put("journal", json(s.journal()))
                                        .put("history_ends", s.ends().toString())
                                        .put("state", s.state().value())
                                        .put("key", s.key())
                                        .put("files", s.files())
                                        .put("sealed", s.sealed())
                                        .put("bytes", s.bytes()));
        output.json("gatehouse.recover-verify/1", document.build());
        return code;
    }
}
