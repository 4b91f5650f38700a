package io.gatehouse.cli.command;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.found.FoundInstallation;
import io.gatehouse.app.found.Newcomer;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.cli.Credentials;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.embedded.EmbeddedEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse init}: makes an installation in the workspace. */
@Command(
        name = "init",
        description = "Makes an installation: directories, keys, credentials, first adoption.")
public final class InitCommand extends Verb {

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Id of the installation (default: name of the directory).")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "TEXT",
            description =
                    "What identifies the device; its digest is bound into permits (default: /etc/machine-id).")
    private Optional<String> device = Optional.empty();

    @Option(
            names = "--person",
            paramLabel = "ID:NAME:ROLE,ROLE",
            arity = "1",
            required = true,
            description = "A person; repeat it. An owner and a compliance officer are needed.")
    private List<String> persons;

    @Option(
            names = "--passphrases",
            paramLabel = "DIR",
            description =
                    "Directory with one file (mode 0600) for each person, named by the id; without it the terminal asks.")
    private Optional<Path> passphrases = Optional.empty();

    @Override
    public Integer call() throws Exception {
        List<Newcomer> people = new ArrayList<>();
        for (String person : persons) {
            people.add(newcomer(person));
        }
        String name =
                id.orElseGet(
                        () ->
                                String.valueOf(workspace().root().getFileName())
                                        .toLowerCase(Locale.ROOT));
        InstallationId installation = typed(() -> new InstallationId(name));
        EmbeddedEngine embedded = embedded();
        Answer answer =
                new FoundInstallation(
                                workspace(),
                                embedded.programs(),
                                around().clock(),
                                around().random(),
                                around().credentialCost())
                        .run(
                                installation,
                                fingerprint(),
                                people,
                                this::passphrase,
                                of -> open(embedded, of));
        Output output = output();
        output.say("init.done", installation, workspace());
        for (Newcomer person : people) {
            output.say("init.person", person.id(), workspace().credential(person.id().value()));
        }
        return answer(answer, "init.adopted");
    }

    private static Engine open(EmbeddedEngine embedded, InstallationId installation)
            throws IOException, Unanswerable {
        try {
            return embedded.open(installation, "gatehouse init");
        } catch (WorkspaceBusy e) {
            throw Unanswerable.conflict(e.getMessage());
        } catch (JournalUnusable e) {
            throw Unanswerable.undecided(e.getMessage(), e.findings());
        } catch (RuleFault e) {
            throw Unanswerable.refused(e.getMessage(), e.findings());
        }
    }

    private static Newcomer newcomer(String text) throws Unanswerable {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw Unanswerable.usage(Wording.of("person-form", text));
        }
        TreeSet<Role> roles = new TreeSet<>();
        for (String code : parts[2].split(",", -1)) {
            roles.add(
                    Role.ofCode(code.strip())
                            .orElseThrow(
                                    () -> Unanswerable.usage(Wording.of("unknown-role", code))));
        }
        try {
            return new Newcomer(new PersonId(parts[0]), parts[1], roles);
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(e.getMessage());
        }
    }

    private char[] passphrase(PersonId person) {
        Credentials credentials = new Credentials(around(), output().messages());
        try {
            return credentials.passphrase(
                    output().messages().text("credential.new", person),
                    passphrases.map(directory -> directory.resolve(person.value())));
        } catch (Unanswerable e) {
            throw new PassphraseMissing(e);
        }
    }

    /** Carries the refusal through the port. */
    static final class PassphraseMissing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PassphraseMissing(Unanswerable cause) {
            super(cause);
        }
    }

    private String fingerprint() throws Unanswerable {
        String text = device.orElse("");
        if (device.isEmpty()) {
            try {
                text = Files.readString(Path.of("/etc/machine-id")).strip();
            } catch (IOException e) {
                throw Unanswerable.usage(Wording.of("no-machine-id"));
            }
        }
        if (text.isBlank()) {
            throw Unanswerable.usage(Wording.of("device-empty"));
        }
        return Digest.sha384(("gatehouse device\n" + text).getBytes(StandardCharsets.UTF_8))
                .value();
    }
}
