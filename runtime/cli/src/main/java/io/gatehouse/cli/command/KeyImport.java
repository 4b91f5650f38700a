package io.gatehouse.cli.command;

import io.gatehouse.app.found.KeyFoundry;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.KeyId;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key import}: the key with which an existing tool codes its files. */
@Command(
        name = "import",
        description = "Takes over the key with which an existing tool codes its files.")
public final class KeyImport extends Verb {

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            required = true,
            description =
                    "What it codes: evidence:bundle, evidence:licence or another evidence:NAME.")
    private String purpose;

    @Option(
            names = "--id",
            paramLabel = "KEY",
            required = true,
            description = "Its id, as the tool's files name it.")
    private String id;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            required = true,
            description =
                    "The tool's key file (mode 0600): the bytes as they are, or text after hex: or"
                            + " base64:.")
    private Path from;

    @Option(names = "--sha256", description = "The tool uses HMAC-SHA256 (default: HMAC-SHA384).")
    private boolean sha256;

    @Override
    public Integer call() throws Exception {
        return alone(this::imported);
    }

    private int imported() throws Exception {
        KeyRing ring = EngineKeys.ring(workspace());
        KeyEntry entry = take(ring);
        KeyRing changed = ring.with(entry);
        DurableFiles.replace(workspace().keys(), changed.fileBytes());
        Output output = output();
        output.say("key.imported", entry.id(), entry.purpose());
        output.json("gatehouse.keys/1", changed.withoutSecrets().toJson());
        return ExitCodes.ALLOWED;
    }

    private KeyEntry take(KeyRing ring) throws Exception {
        try {
            KeyId key = new KeyId(id);
            // A second secret under the id of an adopted key would change what was adopted.
            if (ring.find(key).isPresent()) {
                throw Unanswerable.conflict(Wording.of("key-there", key));
            }
            return new KeyFoundry(workspace(), around().random())
                    .importEvidence(
                            new KeyPurpose(purpose),
                            sha256 ? KeyAlgorithm.HMAC_SHA256 : KeyAlgorithm.HMAC_SHA384,
                            key,
                            around().directory().resolve(from),
                            now());
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(Wording.of("secret-there", id));
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(e.getMessage());
        }
    }
}
