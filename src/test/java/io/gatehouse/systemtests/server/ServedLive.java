package io.gatehouse.systemtests.server;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.demo.Demo;
import io.gatehouse.strategy.Holder;
import io.gatehouse.strategy.StrategyContext;
import io.gatehouse.systemtests.walk.Premises;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of an installation at LIVE that a server of its own serves. */
final class ServedLive {

    /** Below the directory that is walked in. */
    static final String WALKED = "walked";

    private final Workspace workspace;

    private ServedLive(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Walks a new installation to LIVE.
     *
     * @param change makes the definition of a gate from its name and the built-in text
     */
    static Path walk(Path directory, BinaryOperator<String> change) throws IOException {
        return walk(directory, change, UnaryOperator.identity());
    }

    /**
     * As {@link #walk(Path, BinaryOperator)}, with another configuration of LIVE.
     *
     * @param edit changes the text that is promoted to LIVE
     */
    static Path walk(Path directory, BinaryOperator<String> change, UnaryOperator<String> edit)
            throws IOException {
        Path gates = Files.createDirectories(directory.resolve("gates"));
        for (String gate : DefinitionLoader.BUILT_IN) {
            String text = new String(DefinitionLoader.builtInBytes(gate), StandardCharsets.UTF_8);
            Files.writeString(gates.resolve(gate + ".yaml"), change.apply(gate, text));
        }
        StringWriter text = new StringWriter();
        Path walked = directory.resolve(WALKED);
        int code =
                new Demo(
                                walked,
                                Optional.empty(),
                                "en",
                                new PrintWriter(text, true),
                                arguments -> 3)
                        .runToLive(gates, edit);
        if (code != 0) {
            throw new AssertionError(text.toString());
        }
        return walked;
    }

    static ServedLive copy(Path walked, Path to) throws IOException {
        return new ServedLive(Premises.copy(Workspace.at(walked), to));
    }

    /** Replaces what must be there. */
    static String replace(String text, String old, String replacement) {
        if (!text.contains(old)) {
            throw new AssertionError("no '" + old + "' in the definition");
        }
        return text.replace(old, replacement);
    }

    Workspace workspace() {
        return workspace;
    }

    Path path(String relative) {
        return workspace.root().resolve(relative);
    }

    Path permit(Environment environment) {
        return workspace
                .permits()
                .resolve(environment.name().toLowerCase(java.util.Locale.ROOT) + ".json");
    }

    /** A trading runtime on the device, on the clock that the server has. */
    StrategyContext holder(InstantSource clock) throws Exception {
        InstallationView state = state();
        return StrategyContext.open(
                workspace.root(),
                new Holder(
                        state.governance().installation().orElseThrow(),
                        state.governance().device()),
                state.governance().engineKey(),
                clock,
                System::nanoTime);
    }

    /** The state as the journal on the disk tells it. */
    InstallationView state() throws Exception {
        return ReadOnlyInstallation.load(workspace, Instant.now()).state();
    }

    /** The bytes of the journal's segments. */
    long journalLength() throws IOException {
        long length = 0;
        try (Stream<Path> files = Files.list(workspace.journal())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                length += Files.size(file);
            }
        }
        return length;
    }

    Path segment() throws IOException {
        try (Stream<Path> files = Files.list(workspace.journal())) {
            return files.filter(f -> f.toString().endsWith(".jsonl"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** Evidence of the promotion that granted an environment. */
    EvidenceItem evidence(Environment environment, String artefact) throws Exception {
        InstallationView state = state();
        return state
                .promotion(state.environment().grants().get(environment).promotion())
                .orElseThrow()
                .evidence()
                .values()
                .stream()
                .filter(item -> item.artefact().value().equals(artefact))
                .findFirst()
                .orElseThrow();
    }

    /** The archived copy of such evidence. */
    Path archived(Environment environment, String artefact) throws Exception {
        String digest = evidence(environment, artefact).digests().sha384().hex();
        try (Stream<Path> all = Files.walk(workspace.artefacts())) {
            return all.filter(f -> f.toString().contains(digest))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Sends a command with the signature of a person of the demo to the server. */
    HttpResponse<byte[]> send(String person, Command command) throws Exception {
        JsonObject note =
                StrictJson.readSigned(Files.readAllBytes(workspace.serverNote())).objectOrThrow();
        InstallationId id = state().governance().installation().orElseThrow();
        try (CredentialSigner signer = signer(person)) {
            JsonObject body = Wire.encode(signer.sign(id, command).signed().orElseThrow());
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    note.requireText("url")
                                                            + "/v1/installations/"
                                                            + id
                                                            + "/commands"))
                                    .header("Authorization", "Bearer " + note.requireText("token"))
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofByteArray(
                                                    CanonicalJson.bytes(body)))
                                    .build(),
                            BodyHandlers.ofByteArray());
        }
    }

    private CredentialSigner signer(String person) throws IOException {
        char[] passphrase =
                Files.readString(path("demo/passphrases/" + person + ".txt")).strip().toCharArray();
        return new CredentialSigner(
                PersonCredential.load(workspace.credential(person)).open(passphrase),
                InstantSource.system(),
                new SecureRandom());
    }
}
