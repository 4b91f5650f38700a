package io.gatehouse.embedded;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.found.FoundInstallation;
import io.gatehouse.app.found.Newcomer;
import io.gatehouse.app.port.Projection.Job;
import io.gatehouse.app.port.Projection.Notice;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.usecase.AddEvidence;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Approve;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.definitions.load.Floor;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small installation with one gate, and the persons who take a promotion through it. */
final class Installation {

    static final PromotionId PROMOTION = new PromotionId("p-1");
    private static final StepId FIRST = new StepId("first");
    private static final String PASSPHRASE = "throw-away";

    final Workspace workspace;
    final List<Notice> notices = new CopyOnWriteArrayList<>();

    private Installation(Workspace workspace) {
        this.workspace = workspace;
    }

    static Installation found(Path directory) throws Exception {
        Installation made = new Installation(Workspace.at(directory));
        made.writeRules();
        EmbeddedEngine embedded = made.embedded();
        new FoundInstallation(
                        made.workspace,
                        embedded.programs(),
                        InstantSource.system(),
                        new SecureRandom(),
                        Argon2Cost.FLOOR)
                .run(
                        new InstallationId("bot-1"),
                        "device",
                        List.of(
                                person("anna", Role.OWNER),
                                person("celina", Role.COMPLIANCE),
                                person("olaf", Role.OPERATOR),
                                person("remek", Role.RUNTIME),
                                person("renata", Role.RUNTIME)),
                        who -> PASSPHRASE.toCharArray(),
                        installation -> {
                            try {
                                return embedded.open(installation, "test");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        return made;
    }

    private void writeRules() throws Exception {
        Files.createDirectories(workspace.root().resolve("config"));
        Files.writeString(workspace.root().resolve("config/core.yaml"), "risk_profiles: {}\n");
        Files.createDirectories(workspace.gates());
        try (InputStream gate = Installation.class.getResourceAsStream("/gates/demo.yaml")) {
            Files.write(workspace.gates().resolve("demo.yaml"), gate.readAllBytes());
        }
        Path script = workspace.root().resolve("work.sh");
        Files.writeString(
                script,
                """
                #!/bin/sh
                set -eu
                echo "$1" >> runs.txt
                mkdir -p "reports/$1"
                echo "{\\"step\\":\\"$1\\"}" > "reports/$1/report.json"
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(workspace.commands(), "commands:\n  work: [work.sh]\n");
    }

    private static Newcomer person(String id, Role role) {
        return new Newcomer(new PersonId(id), id, new TreeSet<>(List.of(role)));
    }

    EmbeddedEngine embedded() {
        return new EmbeddedEngine(workspace, InstantSource.system(), Optional.empty(), notices::add)
                .onFloor(Floor::general);
    }

    Engine open() throws Exception {
        return embedded().open("test");
    }

    Desk desk(Engine engine, String person) {
        return new Desk(engine, signer(person));
    }

    private CredentialSigner signer(String person) {
        return new CredentialSigner(
                PersonCredential.load(workspace.credential(person)).open(PASSPHRASE.toCharArray()),
                InstantSource.system(),
                new SecureRandom());
    }

    /** Opens the promotion. */
    Answer begin(Engine engine) throws Exception {
        return desk(engine, "olaf")
                .give(
                        new Command.OpenPromotion(
                                PROMOTION,
                                new GateId("demo"),
                                new Release("r1", Digest.sha384(new byte[] {1}), "a".repeat(40))));
    }

    /** Attaches what the first step wants and runs its action. */
    Answer work(Engine engine) throws Exception {
        attach(engine);
        return desk(engine, "remek").give(new Command.RunStep(PROMOTION, FIRST));
    }

    void attach(Engine engine) throws Exception {
        new AddEvidence(desk(engine, "remek"))
                .run(PROMOTION, Optional.of(FIRST), Optional.empty(), List.of("config/core.yaml"));
    }

    /** Submits the first step's run and lets nothing follow, as if the process ended there. */
    void intend(Engine engine) {
        Command command = new Command.RunStep(PROMOTION, FIRST);
        engine.submit(command, signer("remek").sign(new InstallationId("bot-1"), command));
    }

    /** The job of the first step. */
    Job intended(Engine engine) {
        return engine.read(
                state -> {
                    ActionState action =
                            state.promotion(PROMOTION)
                                    .orElseThrow()
                                    .step(FIRST)
                                    .action()
                                    .orElseThrow();
                    return new Job(action.key(), PROMOTION, FIRST.value());
                });
    }

    /** Runs the second step's action; the entry is proposed by that. */
    Answer finish(Engine engine) throws Exception {
        return desk(engine, "remek").give(new Command.RunStep(PROMOTION, new StepId("second")));
    }

    /** Approvals, seal and, with that, the grant. */
    Answer grant(Engine engine) throws Exception {
        approve(engine, "renata", Role.RUNTIME);
        approve(engine, "anna", Role.OWNER);
        return desk(engine, "olaf").give(new Command.Seal(PROMOTION));
    }

    private void approve(Engine engine, String person, Role role) throws Exception {
        Approve approve = new Approve(desk(engine, person));
        approve.run(approve.prepare(PROMOTION, Optional.of(role), Optional.empty()));
    }

    /** What the program was called with, call by call. */
    List<String> runs() throws Exception {
        Path file = workspace.root().resolve("runs.txt");
        return Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : List.of();
    }

    Path database() {
        return workspace.database().resolve("store.mv.db");
    }
}
