package io.gatehouse.systemtests.walk;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.found.FoundInstallation;
import io.gatehouse.app.found.Newcomer;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.signing.CredentialSigner;
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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** An installation with one gate from NONE to DEMO, and six persons who take it through. */
public final class Premises {

    public static final InstallationId INSTALLATION = new InstallationId("bot-killed");
    public static final String DEVICE = "device";
    public static final String PASSPHRASE = "throw-away";

    private static final List<Newcomer> PEOPLE =
            List.of(
                    person("anna", Role.OWNER),
                    person("celina", Role.COMPLIANCE),
                    person("olaf", Role.OPERATOR),
                    person("remek", Role.RUNTIME),
                    person("renata", Role.RUNTIME),
                    person("rita", Role.RISK));

    private Premises() {}

    /**
     * Founds the installation.
     *
     * @param pause how long its program works, in seconds: time to be killed in
     */
    public static Workspace found(Path directory, String pause, InstantSource clock)
            throws Exception {
        Workspace workspace = Workspace.at(directory);
        Files.createDirectories(workspace.root().resolve("config"));
        Files.writeString(workspace.root().resolve("config/core.yaml"), "risk_profiles: {}\n");
        Files.createDirectories(workspace.gates());
        try (InputStream gate = Premises.class.getResourceAsStream("/crash/gates/demo.yaml")) {
            Files.write(workspace.gates().resolve("demo.yaml"), gate.readAllBytes());
        }
        Path script = workspace.root().resolve("work.sh");
        Files.writeString(
                script,
                """
                #!/bin/sh
                set -eu
                echo "$1 $HOME" >> runs.txt
                mkdir -p "reports/$1"
                sleep PAUSE
                echo "{\\"step\\":\\"$1\\"}" > "reports/$1/report.json"
                [ ! -e future ] || touch -d 2100-01-01 "reports/$1/report.json"
                """
                        .replace("sleep PAUSE", pause.equals("0") ? ":" : "sleep " + pause));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(workspace.commands(), "commands:\n  work: [work.sh]\n");
        EmbeddedEngine embedded =
                new EmbeddedEngine(workspace, clock, Optional.empty()).onFloor(Floor::general);
        new FoundInstallation(
                        workspace, embedded.programs(), clock, new SecureRandom(), Argon2Cost.FLOOR)
                .run(
                        INSTALLATION,
                        DEVICE,
                        PEOPLE,
                        who -> PASSPHRASE.toCharArray(),
                        installation -> open(embedded, installation));
        return workspace;
    }

    private static Engine open(EmbeddedEngine embedded, InstallationId installation) {
        try {
            return embedded.open(installation, "test");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Newcomer person(String id, Role role) {
        return new Newcomer(new PersonId(id), id, new TreeSet<>(Arrays.asList(role)));
    }

    /** All persons with their credentials open. */
    public static Map<String, CommandSigner> signers(Workspace workspace, InstantSource clock) {
        Map<String, CommandSigner> signers = new TreeMap<>();
        for (Newcomer person : PEOPLE) {
            String id = person.id().value();
            signers.put(
                    id,
                    new CredentialSigner(
                            PersonCredential.load(workspace.credential(id))
                                    .open(PASSPHRASE.toCharArray()),
                            clock,
                            new SecureRandom()));
        }
        return signers;
    }

    /** A copy of a workspace that nobody has open, modes and times included, without database. */
    public static Workspace copy(Workspace workspace, Path target) throws IOException {
        Path from = workspace.root();
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a)
                            throws IOException {
                        Files.copy(
                                directory,
                                target.resolve(from.relativize(directory)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        if (!file.startsWith(workspace.database())) {
                            Files.copy(
                                    file,
                                    target.resolve(from.relativize(file)),
                                    StandardCopyOption.COPY_ATTRIBUTES);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return Workspace.at(target);
    }

    /** Removes a workspace and all that is in it. */
    public static void remove(Workspace workspace) throws IOException {
        Files.walkFileTree(
                workspace.root(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException e)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
