package io.gatehouse.cli.command;

import io.gatehouse.app.recover.BackupRefused;
import io.gatehouse.app.recover.BackupWriter;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse recover backup}. */
@Command(
        name = "backup",
        description =
                "Saves licences, keys (encrypted), rules, history, evidence and configuration into"
                        + " one signed file.")
public final class RecoverBackupCommand extends Verb {

    @Option(
            names = "--out",
            required = true,
            paramLabel = "BACKUP",
            description = "File to write, outside of the workspace; must not be there.")
    private Path out;

    @Mixin private BackupPassphrase given;

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        Path target = around().directory().resolve(out).toAbsolutePath().normalize();
        char[] passphrase = secret();
        try {
            BackupWriter.Saved saved =
                    new BackupWriter(
                                    workspace(),
                                    now(),
                                    around().random(),
                                    around().credentialCost())
                            .write(target, passphrase);
            return answer(target, saved);
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(text("backup.there", e.getFile()));
        } catch (BackupRefused e) {
            throw Unanswerable.refused(text("backup.not-made"), e.findings());
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** Typed twice: nobody could open a backup whose passphrase has a slip in it. */
    private char[] secret() throws Unanswerable {
        if (given.isGiven()) {
            return given.read(output().messages());
        }
        char[] first = passphrase(text("backup.prompt"));
        if (hasPassphraseFile()) {
            return first;
        }
        char[] second = passphrase(text("backup.prompt-again"));
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!same) {
            Arrays.fill(first, '\0');
            throw Unanswerable.usage(text("backup.typed-differently"));
        }
        return first;
    }

    private int answer(Path target, BackupWriter.Saved saved) {
        Output output = output();
        output.say("backup.done", target, saved.files(), saved.sealed(), saved.bytes());
        output.say("backup.state", saved.state());
        output.say("backup.position", saved.journal());
        output.say("backup.key", saved.key(), saved.publicKey());
        output.say("backup.keep");
        if (!saved.leftOut().isEmpty()) {
            output.say("backup.left-out", String.join(", ", saved.leftOut()));
        }
        output.json(
                "gatehouse.recover-backup/1",
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("backup", target.toString())
                        .put("files", saved.files())
                        .put("sealed", saved.sealed())
                        .put("bytes", saved.bytes())
                        .put("journal", json(saved.journal()))
                        .put("state", saved.state().value())
                        .put("key", saved.key().value())
                        .put("engine_key", saved.publicKey())
                        .put("left_out", saved.leftOut())
                        .build());
        return ExitCodes.ALLOWED;
    }
}
