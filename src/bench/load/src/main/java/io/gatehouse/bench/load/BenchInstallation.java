package io.gatehouse.bench.load;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.found.FoundInstallation;
import io.gatehouse.app.found.Newcomer;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.definitions.load.Floor;
import io.gatehouse.embedded.EmbeddedEngine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An installation as the command line founds it, with one gate and four persons for each thread of
 * a load: an installation admits one open promotion of a gate, and a person's statements come one
 * after another.
 */
final class BenchInstallation {

    static final int STEPS = 6;
    private static final String PASSPHRASE = "only-for-figures";

    private final Workspace workspace;

    private BenchInstallation(Workspace workspace) {
        this.workspace = workspace;
    }

    static BenchInstallation found(Path directory, int gates) throws Exception {
        BenchInstallation made = new BenchInstallation(Workspace.at(directory));
        Files.createDirectories(made.workspace.gates());
        List<Newcomer> people = new ArrayList<>();
        for (int i = 1; i <= gates; i++) {
            Files.writeString(
                    made.workspace.gates().resolve(gate(i) + ".yaml"), made.definition(i));
            people.add(person("operator-" + i, Role.OPERATOR));
            people.add(person("runtime-" + i, Role.RUNTIME));
            people.add(person("compliance-" + i, Role.COMPLIANCE));
            people.add(person("owner-" + i, Role.OWNER));
        }
        EmbeddedEngine embedded = made.embedded();
        Answer answer =
                new FoundInstallation(
                                made.workspace,
                                embedded.programs(),
                                InstantSource.system(),
                                new SecureRandom(),
                                Argon2Cost.FLOOR)
                        .run(
                                new InstallationId("bench"),
                                "device",
                                people,
                                who -> PASSPHRASE.toCharArray(),
                                installation -> {
                                    try {
                                        return embedded.open(installation, "bench");
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        if (answer.reason().isPresent()) {
            throw new IllegalStateException("not founded: " + answer.outcome().findings());
        }
        return made;
    }

    static String gate(int number) {
        return "bench-" + number;
    }

    /** Six steps, each with a file of evidence that a person attaches, and the decision. */
    private String definition(int number) throws IOException {
        StringBuilder steps = new StringBuilder();
        for (int step = 1; step <= STEPS; step++) {
            steps.append(resource("step.yaml").replace("${step}", "" + step));
        }
        return resource("gate.yaml").replace("${steps}", steps).replace("${gate}", gate(number));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = BenchInstallation.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Newcomer person(String id, Role role) {
        return new Newcomer(new PersonId(id), id, new TreeSet<>(List.of(role)));
    }

    private EmbeddedEngine embedded() {
        // A gate whose evidence is any file: what its rules read is no figure of the engine.
        return new EmbeddedEngine(
                        workspace,
                        InstantSource.system(),
                        Optional.empty(),
                        notice -> System.err.println("notice: " + notice))
                .onFloor(Floor::general);
    }

    Workspace workspace() {
        return workspace;
    }

    Engine open() throws Exception {
        return embedded().open("bench");
    }

    Desk desk(Engine engine, String person) throws IOException {
        return new Desk(
                engine,
                new CredentialSigner(
                        PersonCredential.load(workspace.credential(person))
                                .open(PASSPHRASE.toCharArray()),
                        InstantSource.system(),
                        new SecureRandom()));
    }
}
