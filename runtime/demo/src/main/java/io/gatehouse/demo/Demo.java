package io.gatehouse.demo;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.demo.standin.CheckedDocuments;
import io.gatehouse.embedded.EmbeddedEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The main job on real files: an installation from nothing to LIVE and to a halt, with every step's
 * evidence, every person's signature, and the history checked at the end.
 *
 * <p>Where the tool that a step names is not part of this version, a small program of the demo runs
 * through the command adapter and the screen says STAND-IN.
 */
public final class Demo {

    /** Runs a verb of the command line and prints what it prints. */
    @FunctionalInterface
    public interface CommandLineVerb {
        int run(String... arguments);
    }

    private final Workspace workspace;
    private final Optional<Path> configuration;
    private final Screen screen;
    private final CommandLineVerb cli;
    private final InstantSource clock = InstantSource.system();
    private Optional<Path> gates = Optional.empty();
    private UnaryOperator<String> liveEdit = UnaryOperator.identity();

    /**
     * @param directory a new directory
     * @param configuration the configuration to walk with; without it a small one of the demo's own
     * @param language {@code pl} or {@code en}
     */
    public Demo(
            Path directory,
            Optional<Path> configuration,
            String language,
            PrintWriter out,
            CommandLineVerb cli) {
        this.workspace = Workspace.at(directory.toAbsolutePath().normalize());
        this.configuration = configuration;
        this.screen = new Screen(out, language);
        this.cli = cli;
    }

    /** Walks; returns 0 when everything went as it must, 2 when it cannot begin, 3 otherwise. */
    public int run() {
        return run(true);
    }

    /** Walks to LIVE and leaves the installation there, with nothing asked and nothing halted. */
    public int runToLive() {
        return run(false);
    }

    /**
     * As {@link #runToLive()}, with other definitions than the built-in ones.
     *
     * @param definitions a directory of them, which must hold on the floor like everybody's
     */
    public int runToLive(Path definitions) {
        gates = Optional.of(definitions);
        return run(false);
    }

    /**
     * As {@link #runToLive(Path)}, with a live configuration of one's own.
     *
     * @param edit changes the text that is promoted to LIVE
     */
    public int runToLive(Path definitions, UnaryOperator<String> edit) {
        liveEdit = edit;
        return runToLive(definitions);
    }

    private int run(boolean toTheEnd) {
        Instant begin = clock.instant();
        try {
            if (isTaken(workspace.root())) {
                screen.say("exists", workspace.root());
                return 2;
            }
            if (configuration.isPresent() && !Files.isReadable(configuration.get())) {
                screen.say("no-config", configuration.get());
                return 2;
            }
            screen.say("begin", workspace.root());
            Optional<Halting.Noted> noted = walk(toTheEnd);
            if (noted.isPresent()) {
                HistoryCheck history = new HistoryCheck(workspace, screen, cli);
                history.run(noted.get());
                history.whereToLook();
            }
            screen.say("done", Duration.between(begin, clock.instant()).toSeconds());
            return 0;
        } catch (DemoStopped | Unanswerable e) {
            screen.say("failed", e.getMessage());
        } catch (RuleFault e) {
            screen.findings(e.findings());
            screen.say("failed", e.getMessage());
        } catch (IOException
                | UncheckedIOException
                | WorkspaceBusy
                | JournalUnusable
                | KeyFaultException
                | EngineStopped e) {
            screen.say("failed", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return 3;
    }

    private static boolean isTaken(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return false;
        }
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isPresent();
        }
    }

    /** What was noted when the walk ended in a halt; nothing when it did not. */
    private Optional<Halting.Noted> walk(boolean toTheEnd)
            throws IOException,
                    RuleFault,
                    Unanswerable,
                    WorkspaceBusy,
                    JournalUnusable,
                    KeyFaultException,
                    DemoStopped {
        Files.createDirectories(workspace.root());
        if (gates.isPresent()) {
            copyFiles(gates.get(), workspace.gates());
        }
        Founding founding = new Founding(workspace, configuration, screen, clock);
        Founding.Founded founded = founding.run();
        EmbeddedEngine embedded = new EmbeddedEngine(workspace, clock, Optional.empty());
        try (Engine engine = embedded.open("demo");
                Desks desks = new Desks(engine, workspace, clock);
                Ed25519Signer ci = Ed25519Signer.generate(new SecureRandom())) {
            CheckedDocuments documents = new CheckedDocuments(workspace.root(), ci, clock);
            founding.adoptOutsideKeys(embedded, desks, documents);
            Journey journey = new Journey(workspace, founded, desks, documents, screen, clock);
            journey.toPaper();
            if (configuration.isEmpty()) {
                journey.toLive(liveEdit);
            } else {
                // its venues may have no client here: the dry run would refuse, and rightly
                screen.say("own-configuration");
            }
            return toTheEnd
                    ? Optional.of(new Halting(workspace, screen, clock).run(desks))
                    : Optional.empty();
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
