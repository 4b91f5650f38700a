package io.gatehouse.systemtests.keeper;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.keeper.Keeper;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.cli.Terminal;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.demo.Demo;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.strategy.Holder;
import io.gatehouse.strategy.StrategyContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A copy of an installation that was walked to LIVE, its engine, its keeper and an exact clock. */
final class LiveInstallation implements AutoCloseable {

    private final Path root;
    private final Workspace workspace;
    private final EmbeddedEngine embedded;
    private Instant now = Instant.now();
    private Engine engine;
    private Keeper keeper;
    private boolean open;

    LiveInstallation(Path root) throws Exception {
        this.root = root;
        this.workspace = Workspace.at(root);
        this.embedded = new EmbeddedEngine(workspace, () -> now, Optional.empty());
        open();
    }

    /** Walks a new installation to LIVE. */
    static void walk(Path directory) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int code = new Demo(directory, Optional.empty(), "en", out, arguments -> 3).runToLive();
        if (code != 0) {
            throw new AssertionError(text.toString());
        }
    }

    static LiveInstallation copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new LiveInstallation(to);
    }

    void open() throws Exception {
        engine = embedded.open("serve");
        keeper = new Keeper(engine);
        open = true;
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    Path permit(String environment) {
        return root.resolve("var/gatehouse/permits/" + environment + ".json");
    }

    Engine engine() {
        return engine;
    }

    EmbeddedEngine embedded() {
        return embedded;
    }

    Workspace workspace() {
        return workspace;
    }

    EnvironmentState environment() {
        return engine.read(state -> state.environment());
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Keeper.Round round() throws InterruptedException {
        return keeper.round();
    }

    /** The round that is due after a minute. */
    Keeper.Round nextRound() throws InterruptedException {
        pass(Duration.ofSeconds(60));
        return round();
    }

    /** A command with the signature of a person of the demo. */
    Outcome as(String person, Command command) throws Exception {
        char[] passphrase =
                Files.readString(root.resolve("demo/passphrases/" + person + ".txt"))
                        .strip()
                        .toCharArray();
        try (CredentialSigner signer =
                new CredentialSigner(
                        PersonCredential.load(workspace.credential(person)).open(passphrase),
                        () -> now,
                        new SecureRandom())) {
            return engine.submit(
                    command,
                    signer.sign(
                            engine.read(s -> s.governance().installation()).orElseThrow(),
                            command));
        }
    }

    /** A trading runtime on the device; its monotonic clock goes with the wall clock. */
    StrategyContext holder() {
        return StrategyContext.open(
                root,
                new Holder(
                        engine.read(s -> s.governance().installation()).orElseThrow(),
                        engine.read(s -> s.governance().device())),
                engine.read(s -> s.governance().engineKey()),
                () -> now,
                () -> Duration.between(Instant.EPOCH, now).toNanos());
    }

    /** A file in the archive of the promotion that granted an environment. */
    Path archived(Environment environment, String artefact) {
        return engine.read(
                state -> {
                    var grant = state.environment().grants().get(environment);
                    var promotion = state.promotion(grant.promotion()).orElseThrow();
                    String digest =
                            promotion.evidence().values().stream()
                                    .filter(i -> i.artefact().value().equals(artefact))
                                    .findFirst()
                                    .orElseThrow()
                                    .digests()
                                    .sha384()
                                    .hex();
                    try (Stream<Path> all = Files.walk(root.resolve("audit/artefacts"))) {
                        return all.filter(f -> f.toString().contains(digest))
                                .filter(Files::isRegularFile)
                                .findFirst()
                                .orElseThrow();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    /** Runs a verb of the command line in the installation; the engine is closed before. */
    Said cli(String... words) {
        close();
        String[] all = Arrays.copyOf(words, words.length + 4);
        all[words.length] = "--workspace";
        all[words.length + 1] = root.toString();
        all[words.length + 2] = "--lang";
        all[words.length + 3] = "en";
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int code =
                Main.run(
                        new Surroundings(
                                out,
                                out,
                                Terminal.system(),
                                () -> now,
                                new SecureRandom(),
                                root,
                                Argon2Cost.FLOOR),
                        all);
        return new Said(code, text.toString());
    }

    record Said(int exit, String text) {}

    static <T extends Event> Optional<T> first(List<Event> events, Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    static List<String> codes(List<Finding> findings) {
        return findings.stream().map(f -> f.rule() + " " + f.code()).distinct().toList();
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            engine.close();
        }
    }
}
