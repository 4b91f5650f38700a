package io.gatehouse.cli.command;

import io.gatehouse.app.found.KeyFoundry;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.cli.Credentials;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse key}: the engine's keys, and new credentials for persons. */
@Command(
        name = "key",
        description =
                "Lists the engine's keys; makes, rotates, revokes and imports keys and credentials.",
        subcommands = {
            KeyCommand.ListAll.class,
            KeyCommand.New.class,
            KeyImport.class,
            KeyRotateCommand.class,
            KeyRevokeCommand.class
        })
public final class KeyCommand extends Group {

    /** {@code key list}. */
    @Command(
            name = "list",
            description = "Lists the engine's keys: purpose, standing, end; never material.")
    public static final class ListAll extends Verb {

        @Override
        public Integer call() throws Exception {
            requireInstallation();
            KeyRing ring = EngineKeys.ring(workspace());
            List<List<String>> rows = new ArrayList<>();
            for (KeyEntry key : ring.keys()) {
                rows.add(
                        List.of(
                                key.id().value(),
                                key.purpose().value(),
                                key.algorithm().text(),
                                key.standingAt(now()).name(),
                                key.validity().notAfter().toString()));
            }
            Output output = output();
            output.table(rows);
            output.json("gatehouse.keys/1", ring.withoutSecrets().toJson());
            return ExitCodes.ALLOWED;
        }
    }

    /** {@code key new}. */
    @Command(
            name = "new",
            description = "Makes a credential for a person, or a new key of the engine.")
    public static final class New extends Verb {

        /** One of the two. */
        static final class What {
            @Option(
                    names = "--person",
                    paramLabel = "PERSON",
                    required = true,
                    description = "A credential for this person.")
            private String person;

            @Option(
                    names = "--purpose",
                    paramLabel = "PURPOSE",
                    required = true,
                    description = "A key of the engine: outer, journal, engine or role:ROLE.")
            private String purpose;
        }

        @ArgGroup(multiplicity = "1")
        private What what;

        @Option(
                names = "--id",
                paramLabel = "KEY",
                description = "Id of the person's key (default: PERSON-N).")
        private Optional<String> id = Optional.empty();

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "Credential file to make (default: secrets/people/KEY.json).")
        private Optional<Path> out = Optional.empty();

        @Option(
                names = "--new-passphrase-file",
                paramLabel = "FILE",
                description = "File (mode 0600) with the passphrase; without it the terminal asks.")
        private Optional<Path> passphraseFile = Optional.empty();

        @Option(
                names = "--ed25519",
                description = "With --purpose engine: the key that signs permits.")
        private boolean ed25519;

        @Override
        public Integer call() throws Exception {
            return what.person != null ? person() : alone(this::engine);
        }

        private int person() throws Exception {
            PersonId person = typed(() -> new PersonId(what.person));
            KeyId key = typed(() -> new KeyId(id.orElse(person.value().replace('.', '-') + "-2")));
            Path file = out.orElseGet(() -> workspace().credential(key.value()));
            char[] passphrase =
                    new Credentials(around(), output().messages())
                            .passphrase(
                                    output().messages().text("credential.new", person),
                                    passphraseFile);
            try {
                PersonCredential credential =
                        PersonCredential.create(
                                person,
                                key,
                                passphrase,
                                around().random(),
                                around().credentialCost());
                credential.save(file);
                Output output = output();
                output.say("key.credential", person, key, file);
                output.json(
                        "gatehouse.credential/1",
                        JsonObject.builder()
                                .put("person", person.value())
                                .put("key", key.value())
                                .put("public", credential.publicKey().text())
                                .build());
                return ExitCodes.ALLOWED;
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        }

        private int engine() throws Exception {
            KeyEntry key =
                    new KeyFoundry(workspace(), around().random())
                            .rotate(typed(() -> new KeyPurpose(what.purpose)), ed25519, now());
            KeyRing ring = EngineKeys.ring(workspace()).with(key);
            DurableFiles.replace(workspace().keys(), ring.fileBytes());
            Output output = output();
            output.say("key.engine", key.id(), key.purpose());
            output.json("gatehouse.keys/1", ring.withoutSecrets().toJson());
            return ExitCodes.ALLOWED;
        }
    }
}
