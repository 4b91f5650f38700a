package io.gatehouse.demo;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.found.FoundInstallation;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.rules.RuleFiles;
import io.gatehouse.app.usecase.Adopt;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Release;
import io.gatehouse.demo.standin.CheckedDocuments;
import io.gatehouse.demo.standin.DemoConfiguration;
import io.gatehouse.demo.standin.DemoDevice;
import io.gatehouse.demo.standin.DemoInputs;
import io.gatehouse.demo.standin.DemoMarket;
import io.gatehouse.demo.standin.DemoRepository;
import io.gatehouse.demo.standin.Programs;
import io.gatehouse.demo.standin.ReleaseBundle;
import io.gatehouse.embedded.EmbeddedEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * From nothing to a founded installation: the files of a release, the cast with their keys, and
 * what the gates will read of the outside world.
 */
final class Founding {

    private static final String VERSION = "1.4.0";

    /** The installation of the walk. */
    static final InstallationId INSTALLATION = new InstallationId("bot-demo");

    private final Workspace workspace;
    private final Optional<Path> configuration;
    private final Screen screen;
    private final InstantSource clock;

    /**
     * What was founded.
     *
     * @param device name of the invented device
     */
    record Founded(Release release, DemoInputs inputs, String device) {}

    /**
     * @param configuration the configuration to walk with; without it a small one of the demo's own
     */
    Founding(
            Workspace workspace, Optional<Path> configuration, Screen screen, InstantSource clock) {
        this.workspace = workspace;
        this.configuration = configuration;
        this.screen = screen;
        this.clock = clock;
    }

    /** Makes the files and founds the installation in a workspace that holds nothing but gates. */
    Founded run() throws IOException, RuleFault, Unanswerable, DemoStopped {
        Instant now = clock.instant();
        String commit = DemoRepository.create(workspace.root(), configurationText(), now);
        Release release =
                new Release(
                        "core-oem-" + VERSION,
                        ReleaseBundle.build(workspace.root(), VERSION, now),
                        commit);
        String device = inventedDevice();
        DemoInputs inputs =
                DemoInputs.of(DemoDevice.create(workspace.root(), device, now), release);
        inputs.write(workspace.root());
        Programs.commandPrefixes(workspace.root());
        found(inputs);
        ToolKeys.importTo(workspace, clock.instant());
        DemoMarket.create(workspace.root());
        LicenceDesk.recordRotation(workspace, clock.instant());
        return new Founded(release, inputs, device);
    }

    private String configurationText() throws IOException {
        if (configuration.isPresent()) {
            return ConfigurationEdits.withMarket(Files.readString(configuration.get()));
        }
        return DemoConfiguration.paper();
    }

    private static String inventedDevice() {
        byte[] random = new byte[20];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
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
    void adoptOutsideKeys(EmbeddedEngine embedded, Desks desks, CheckedDocuments documents)
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
}
