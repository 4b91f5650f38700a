package io.gatehouse.demo;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.found.FoundInstallation;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.rules.RuleFiles;
import io.gatehouse.app.usecase.Adopt;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Halt;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SealedLine;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.demo.standin.CheckedDocuments;
import io.gatehouse.demo.standin.DemoConfiguration;
import io.gatehouse.demo.standin.DemoDevice;
import io.gatehouse.demo.standin.DemoInputs;
import io.gatehouse.demo.standin.DemoMarket;
import io.gatehouse.demo.standin.DemoRepository;
import io.gatehouse.demo.standin.Programs;
import io.gatehouse.demo.standin.ReleaseBundle;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.strategy.Holder;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The main job on real files: an installation from nothing to LIVE and to a halt, with every step's
 * evidence, every person's signature, and the history checked at the end.
 *
 * <p>Where the tool that a step names is not part of this version, a small program of the demo runs
 * through the command adapter and the screen says STAND-IN.
 */
public final class Demo {

    private static final String VERSION = "1.4.0";
    private static final InstallationId INSTALLATION = new InstallationId("bot-demo");

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
    private final DemoValidation validation;
    private Noted noted = new Noted("", JournalPosition.START);
    private Optional<Path> gates = Optional.empty();
    private String device = "";

    /** What an auditor writes down in its time, before there is a pack. */
    private record Noted(String engineKey, JournalPosition position) {}

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
        this.validation = new DemoValidation(workspace.root());
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
            walk(toTheEnd);
            if (toTheEnd) {
                checkHistory();
                whereToLook();
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

    private void walk(boolean toTheEnd)
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
        Instant now = clock.instant();
        String commit = DemoRepository.create(workspace.root(), configurationText(), now);
        Release release =
                new Release(
                        "core-oem-" + VERSION,
                        ReleaseBundle.build(workspace.root(), VERSION, now),
                        commit);
        DemoInputs inputs = DemoInputs.of(device(now), release);
        inputs.write(workspace.root());
        Programs.commandPrefixes(workspace.root());
        found(inputs);
        ToolKeys.importTo(workspace, clock.instant());
        DemoMarket.create(workspace.root());
        LicenceDesk.recordRotation(workspace, clock.instant());
        EmbeddedEngine embedded = new EmbeddedEngine(workspace, clock, Optional.empty());
        try (Engine engine = embedded.open("demo");
                Desks desks = new Desks(engine, workspace, clock);
                Ed25519Signer ci = Ed25519Signer.generate(new SecureRandom())) {
            CheckedDocuments documents = new CheckedDocuments(workspace.root(), ci, clock);
            addOutsideKeys(embedded, desks, documents);
            DemoPapers papers = new DemoPapers(documents);
            GateWalk walk = new GateWalk(desks, screen, papers);
            through(walk, desks, papers, "demo", release);
            through(walk, desks, papers, "paper", release);
            if (configuration.isEmpty()) {
                toLive(walk, desks, papers, documents, inputs, release);
            } else {
                // its venues may have no client here: the dry run would refuse, and rightly
                screen.say("own-configuration");
            }
            if (toTheEnd) {
                askAndHalt(desks);
            }
        }
    }

    private void toLive(
            GateWalk walk,
            Desks desks,
            DemoPapers papers,
            CheckedDocuments documents,
            DemoInputs inputs,
            Release release)
            throws IOException,
                    RuleFault,
                    Unanswerable,
                    WorkspaceBusy,
                    JournalUnusable,
                    DemoStopped {
        String admitted = Files.readString(config());
        papers.change(documents.changeConfigurationForLive(ConfigurationEdits.forLive(admitted)));
        Release live = new Release(release.id(), release.bundle(), papers.mergeCommit());
        inputs.withRelease(live).write(workspace.root());
        through(walk, desks, papers, "live", live);
    }

    /** Stands for the device: a fingerprint document of invented parts. */
    private String device(Instant now) throws IOException {
        byte[] random = new byte[20];
        new SecureRandom().nextBytes(random);
        device = HexFormat.of().formatHex(random);
        return DemoDevice.create(workspace.root(), device, now);
    }

    private Path pack() {
        return workspace.root().resolve("demo/pack.zip");
    }

    private Path config() {
        return workspace.root().resolve("config/core.yaml");
    }

    private String configurationText() throws IOException {
        if (configuration.isPresent()) {
            return ConfigurationEdits.withMarket(Files.readString(configuration.get()));
        }
        return DemoConfiguration.paper();
    }

    private void found(DemoInputs inputs) throws IOException, RuleFault, Unanswerable, DemoStopped {
        screen.chapter("found", INSTALLATION, DemoPeople.ALL.size());
        EmbeddedEngine embedded = new EmbeddedEngine(workspace, clock, Optional.empty());
        SecureRandom random = new SecureRandom();
        Answer answer =
                new FoundInstallation(
                                workspace, embedded.programs(), clock, random, Argon2Cost.DEFAULT)
                        .run(
                                INSTALLATION,
                                inputs.device(),
                                DemoPeople.ALL,
                                person -> passphrase(person, random),
                                installation -> open(embedded, installation));
        if (answer.reason().isPresent()) {
            screen.findings(answer.findings());
            throw new DemoStopped("not founded");
        }
        screen.say("keys", workspace.root().resolve("demo/passphrases"));
    }

    private char[] passphrase(PersonId person, SecureRandom random) {
        try {
            return Desks.invent(workspace, person, random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Engine open(EmbeddedEngine embedded, InstallationId installation)
            throws IOException, Unanswerable {
        try {
            return embedded.open(installation, "demo");
        } catch (WorkspaceBusy | JournalUnusable | RuleFault e) {
            throw Unanswerable.conflict(e.getMessage());
        }
    }

    /**
     * Reports of CI and codes of the vendor's tools count when their keys were adopted: a change of
     * the rules like any other.
     */
    private void addOutsideKeys(EmbeddedEngine embedded, Desks desks, CheckedDocuments documents)
            throws IOException, RuleFault, Unanswerable, KeyFaultException, DemoStopped {
        screen.say("adopt");
        KeyRing ring = KeyRing.parse(Files.readAllBytes(workspace.keys()));
        Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        KeyValidity year = KeyValidity.between(from, from.plus(Duration.ofDays(365)));
        DurableFiles.replace(workspace.keys(), ring.with(documents.ciKey(year)).fileBytes());
        JsonObject document = new RuleFiles(workspace, embedded.programs()).document();
        for (Role role : List.of(Role.OWNER, Role.COMPLIANCE)) {
            PersonId person = DemoPeople.in(role).get(0);
            screen.command(person, "adopt --role " + role.code());
            Answer answer = new Adopt(desks.of(person)).run(document, Optional.of(role));
            if (answer.reason().isPresent()) {
                screen.findings(answer.findings());
                throw new DemoStopped("not adopted");
            }
        }
    }

    private void through(
            GateWalk walk, Desks desks, DemoPapers papers, String gate, Release release)
            throws IOException, Unanswerable, JournalUnusable, DemoStopped {
        Environment from = desks.engine().read(s -> s.environment().current());
        PromotionId id;
        screen.chapter("gate", from, gate.toUpperCase(java.util.Locale.ROOT));
        id = walk.open(gate, release);
        for (StepDefinition step : walk.gate(id).steps()) {
            if (step.id().value().equals("demo-checklist")) {
                acceptInstaller(desks, papers, release);
            }
            if (step.id().value().equals("live-config")) {
                changeConfiguration(walk, papers, id, step);
            }
            validation.tell(walk, screen, id, step);
            if (step.id().value().equals("paper-labs")) {
                screen.say("synthetic");
                walk.waive(id, step, "report-verdict", "the demo has no market data of its own");
            }
            if (step.id().value().equals("paper-licence")) {
                approveLicence(desks, papers, walk.gate(id), step, walk.promotion(id));
            }
            walk.step(id, step);
        }
        walk.decide(id);
        SealedLine line = walk.promotion(id).sealed().orElseThrow();
        PermitRecord permit = desks.engine().read(s -> s.environment().permit()).orElseThrow();
        screen.say(
                "granted",
                walk.gate(id).grants().status(),
                line.log() + ".jsonl line " + line.index(),
                permit.id(),
                permit.permit().text("expires").orElse("?"));
    }

    /** All eight parts, before the gate asks for the report: what it says happened here. */
    private void acceptInstaller(Desks desks, DemoPapers papers, Release release)
            throws IOException, Unanswerable, JournalUnusable, DemoStopped {
        JsonObject laboratory =
                DefinitionLoader.builtIn().gates().get(new GateId("paper")).steps().stream()
                        .filter(s -> s.id().value().equals("paper-labs"))
                        .findFirst()
                        .flatMap(StepDefinition::action)
                        .orElseThrow()
                        .with()
                        .without("output");
        screen.say("acceptance");
        screen.standIn("mtls-bundle");
        try (PersonSigner second = desks.signer(DemoPeople.in(Role.COMPLIANCE).get(0))) {
            Path report =
                    new AcceptanceDesk(workspace, device, clock)
                            .run(papers.documents(), release, laboratory, second);
            papers.acceptance(report);
            screen.say("accepted-installer", report);
        }
    }

    /** A licence is issued for a request that a second person has approved. */
    private void approveLicence(
            Desks desks,
            DemoPapers papers,
            GateDefinition gate,
            StepDefinition step,
            PromotionState promotion)
            throws IOException, DemoStopped {
        papers.of(gate, step, promotion);
        PersonId person = DemoPeople.in(Role.COMPLIANCE).get(0);
        screen.command(person, "licence approve " + CheckedDocuments.REQUEST);
        try (PersonSigner signer = desks.signer(person)) {
            new LicenceDesk(workspace, () -> desks.engine().read(s -> s.governance()), clock)
                    .approve(signer);
        }
    }

    /** Row 3.2: two sections may change. Somebody changes more, is refused, and repairs it. */
    private void changeConfiguration(
            GateWalk walk, DemoPapers papers, PromotionId id, StepDefinition step)
            throws IOException, Unanswerable, DemoStopped {
        String reviewed = Files.readString(config());
        screen.say("tamper");
        Files.writeString(config(), ConfigurationEdits.looserRiskLimit(reviewed));
        PersonId person = DemoPeople.in(step.responsible()).get(0);
        walk.attach(id, step, person, papers.of(walk.gate(id), step, walk.promotion(id)));
        Answer answer = walk.run(id, step, person);
        List<Finding> lineage =
                answer.findings().stream()
                        .filter(f -> f.rule().value().equals("config-lineage") && !f.pending())
                        .toList();
        if (lineage.isEmpty()) {
            throw new DemoStopped("a risk limit was changed and nobody noticed");
        }
        screen.say("tampered");
        screen.findings(lineage);
        Files.writeString(config(), reviewed);
        screen.say("repaired");
    }

    private void askAndHalt(Desks desks) throws IOException, Unanswerable, DemoStopped {
        screen.chapter("ask");
        StrategyContext context =
                StrategyContext.open(
                        workspace.root(),
                        new Holder(INSTALLATION, desks.engine().read(s -> s.governance().device())),
                        desks.engine().read(s -> s.governance().engineKey()),
                        clock,
                        System::nanoTime);
        Environment reached = desks.engine().read(state -> state.environment().current());
        Permission before = context.mayRun(reached, config());
        if (!(before instanceof Permission.Allowed allowed)) {
            screen.findings(((Permission.Refused) before).findings());
            throw new DemoStopped("a valid permit was not believed");
        }
        screen.say("allowed", allowed.permit().expires());
        screen.chapter("halt");
        PersonId risk = DemoPeople.in(Role.RISK).get(0);
        screen.command(risk, "halt --reason \"losses beyond the limit\"");
        Halt halt = new Halt(workspace);
        List<String> problems = halt.stop();
        Answer answer = halt.record(desks.of(risk), "losses beyond the limit");
        if (!problems.isEmpty() || answer.reason().isPresent()) {
            throw new DemoStopped("halt was not carried out: " + problems);
        }
        noted = new Noted(desks.engine().read(s -> s.governance().engineKey()), answer.position());
        Permission after = context.mayRun(reached, config());
        if (!(after instanceof Permission.Refused refused)) {
            throw new DemoStopped("a halted runtime was allowed to run");
        }
        screen.say("ask");
        screen.say("refused");
        screen.findings(refused.findings());
    }

    private void checkHistory() throws IOException, DemoStopped {
        screen.chapter("history");
        deleteRecursively(workspace.database());
        screen.say("deleted", workspace.database());
        verb("audit", "rebuild");
        verb("audit", "replay");
        verb("audit", "fsck");
        verb("log", "verify", "--strict");
        verb("status");
        screen.say("audit");
        verb("audit", "replay", "--guards");
        verb("audit", "export", "--out", pack().toString());
        screen.say("noted");
        verb(
                "audit",
                "verify",
                pack().toString(),
                "--engine-key",
                noted.engineKey(),
                "--expect",
                noted.position().toString());
    }

    private void verb(String... words) throws DemoStopped {
        String[] arguments = new String[words.length + 2];
        System.arraycopy(words, 0, arguments, 0, words.length);
        arguments[words.length] = "--workspace";
        arguments[words.length + 1] = workspace.root().toString();
        screen.verb(String.join(" ", words));
        int code = cli.run(arguments);
        if (code != 0) {
            throw new DemoStopped(String.join(" ", words) + " ended with " + code);
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

    private static void deleteRecursively(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void whereToLook() {
        screen.chapter("look");
        screen.say("look-logs", workspace.decisionLogs());
        screen.say("look-journal", workspace.journal());
        screen.say("look-evidence", workspace.artefacts());
        screen.say("look-pack", pack());
        screen.say("look-next", workspace.root());
    }
}
