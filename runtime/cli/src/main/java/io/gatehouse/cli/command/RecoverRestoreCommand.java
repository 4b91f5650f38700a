package io.gatehouse.cli.command;

import io.gatehouse.app.recover.BackupRefused;
import io.gatehouse.app.recover.BackupRestore;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse recover restore}. */
@Command(
        name = "restore",
        description =
                "Restores a backup into an empty directory (--workspace), verified and halted; LIVE"
                        + " is granted anew by its gate.")
public final class RecoverRestoreCommand extends Verb {

    @Parameters(paramLabel = "BACKUP", description = "A file that recover backup wrote.")
    private Path backup;

    @Mixin private BackupAnchors anchors;

    @Mixin private BackupPassphrase given;

    @Override
    public Integer call() throws Exception {
        var known = anchors.known();
        char[] passphrase =
                given.isGiven()
                        ? given.read(output().messages())
                        : passphrase(text("backup.prompt"));
        try {
            return answer(
                    new BackupRestore(now())
                            .restore(
                                    around().directory().resolve(backup),
                                    workspace().root(),
                                    known,
                                    passphrase));
        } catch (BackupRefused e) {
            throw e.isUndecided()
                    ? Unanswerable.undecided(text("backup.not-restored"), e.findings())
                    : Unanswerable.refused(text("backup.not-restored"), e.findings());
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private int answer(BackupRestore.Restored restored) {
        Output output = output();
        output.say("backup.restored", restored.installation(), restored.files(), workspace());
        output.say("backup.position", restored.journal());
        output.say("backup.ends", restored.ends());
        output.say("backup.same", restored.events(), restored.state());
        output.say("backup.halted");
        output.say("backup.permits");
        output.json(
                "gatehouse.recover-restore/1",
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("installation", restored.installation())
                        .put("workspace", workspace().toString())
                        .put("files", restored.files())
                        .put("events", restored.events())
                        .put("journal", json(restored.journal()))
                        .put("history_ends", restored.ends().toString())
                        .put("state", restored.state().value())
                        .put("halted", true)
                        .build());
        return ExitCodes.ALLOWED;
    }
}
