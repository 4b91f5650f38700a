package io.gatehouse.systemtests.server;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.found.FoundInstallation;
import io.gatehouse.app.found.Newcomer;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.Release;
import io.gatehouse.definitions.load.Floor;
import io.gatehouse.embedded.EmbeddedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** An installation with people, whose server is spoken to over HTTP. */
final class ServedBot implements AutoCloseable {

    static final InstallationId ID = new InstallationId("bot-served");
    private static final String PASSPHRASE = "a passphrase of the tests";

    private final Workspace workspace;
    private final Map<String, CredentialSigner> signers = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServedBot(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * @param callers further persons with the role of compliance, {@code caller-0} and so on
     */
    static ServedBot found(Path directory, int callers) throws Exception {
        Workspace workspace = Workspace.at(directory);
        Files.createDirectories(workspace.root().resolve("config"));
        Files.writeString(workspace.root().resolve("config/core.yaml"), "risk_profiles: {}\n");
        Files.createDirectories(workspace.gates());
        try (InputStream gate = ServedBot.class.getResourceAsStream("/crash/gates/demo.yaml")) {
            Files.write(workspace.gates().resolve("demo.yaml"), gate.readAllBytes());
        }
        Path script = workspace.root().resolve("work.sh");
        Files.writeString(
                script,
                "#!/bin/sh\nset -eu\nmkdir -p \"reports/$1\"\necho '{}' > \"reports/$1/r.json\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(workspace.commands(), "commands:\n  work: [work.sh]\n");
        List<Newcomer> people =
                new ArrayList<>(
                        List.of(
                                person("anna", Role.OWNER),
                                person("celina", Role.COMPLIANCE),
                                person("olaf", Role.OPERATOR),
                                person("remek", Role.RUNTIME)));
        for (int i = 0; i < callers; i++) {
            people.add(person("caller-" + i, Role.COMPLIANCE));
        }
        EmbeddedEngine embedded =
                new EmbeddedEngine(workspace, InstantSource.system(), Optional.empty())
                        .onFloor(Floor::general);
        new FoundInstallation(
                        workspace,
                        embedded.programs(),
                        InstantSource.system(),
                        new SecureRandom(),
                        Argon2Cost.FLOOR)
                .run(
                        ID,
                        "device",
                        people,
                        who -> PASSPHRASE.toCharArray(),
                        installation -> open(embedded, installation));
        return new ServedBot(workspace);
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

    Workspace workspace() {
        return workspace;
    }

    /** A request's body, signed now. */
    JsonObject signed(String person, Command command) {
        return Wire.encode(signer(person).sign(ID, command).signed().orElseThrow());
    }

    synchronized CredentialSigner signer(String person) {
        return signers.computeIfAbsent(
                person,
                id ->
                        new CredentialSigner(
                                PersonCredential.load(workspace.credential(id))
                                        .open(PASSPHRASE.toCharArray()),
                                InstantSource.system(),
                                new SecureRandom()));
    }

    static Command opening(String promotion) {
        return new Command.OpenPromotion(
                new PromotionId(promotion),
                new GateId("demo"),
                new Release(
                        "r-1",
                        Digest.sha384("bundle".getBytes(StandardCharsets.UTF_8)),
                        "0123456789abcdef0123456789abcdef01234567"));
    }

    /** What the server's note says. */
    JsonObject note() throws IOException {
        return StrictJson.readSigned(Files.readAllBytes(workspace.serverNote())).objectOrThrow();
    }

    CompletableFuture<HttpResponse<byte[]>> post(JsonObject note, JsonObject body, String key) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        note.requireText("url")
                                                + "/v1/installations/"
                                                + ID
                                                + "/commands"))
                        .header("Authorization", "Bearer " + note.requireText("token"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(body)))
                        .build();
        return http.sendAsync(request, BodyHandlers.ofByteArray());
    }

    static JsonObject json(HttpResponse<byte[]> response) {
        return StrictJson.readSigned(response.body()).objectOrThrow();
    }

    /** All events, verified. */
    List<Recorded> journal() throws Exception {
        List<Recorded> events = new ArrayList<>();
        ReadOnlyInstallation.load(workspace, Instant.now(), events::add);
        return events;
    }

    /** How often each person's request stands in the journal, by its signature. */
    Map<String, Integer> requests() throws Exception {
        Map<String, Integer> requests = new HashMap<>();
        for (Recorded event : journal()) {
            event.draft()
                    .data()
                    .object("signed")
                    .flatMap(s -> s.text("signature"))
                    .ifPresent(signature -> requests.merge(signature, 1, Integer::sum));
        }
        return requests;
    }

    @Override
    public void close() {
        signers.values().forEach(CredentialSigner::close);
    }
}
