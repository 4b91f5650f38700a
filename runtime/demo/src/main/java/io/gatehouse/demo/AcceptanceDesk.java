package io.gatehouse.demo;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.adapter.licensing.licence.LicenceIssuer;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.adapter.licensing.licence.LicenceStore;
import io.gatehouse.adapter.licensing.licence.RegistryChain;
import io.gatehouse.adapter.licensing.licence.RequestReader;
import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.risklabs.run.LabEnd;
import io.gatehouse.adapter.risklabs.run.LabJob;
import io.gatehouse.adapter.risklabs.run.LabOptions;
import io.gatehouse.adapter.risklabs.run.LabProgress;
import io.gatehouse.app.acceptance.AcceptanceFolder;
import io.gatehouse.app.acceptance.AcceptanceRun;
import io.gatehouse.app.acceptance.AcceptanceSigner;
import io.gatehouse.app.acceptance.AcceptanceSubject;
import io.gatehouse.app.acceptance.StepOutcome;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Release;
import io.gatehouse.demo.standin.CheckedDocuments;
import io.gatehouse.demo.standin.DemoDevice;
import io.gatehouse.demo.standin.DemoInputs;
import io.gatehouse.demo.standin.StandIn;
import io.gatehouse.embedded.acceptance.AcceptanceSteps;
import io.gatehouse.embedded.acceptance.HandedIn;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The acceptance of the installer, as {@code gatehouse acceptance run} does it, over the parts that
 * the demo has: every one of the eight runs for real. What stands for the outside world is the
 * device, which is invented, and the maker of the mTLS bundle.
 *
 * <p>Licence, laboratory report and certificates are made for the acceptance alone, in a folder
 * apart: those that trade come later, through their gates (ADR 0062).
 */
final class AcceptanceDesk {

    private static final Path FOLDER = Path.of("demo", "acceptance");
    private static final Duration LABORATORY = Duration.ofMinutes(20);

    private final Workspace workspace;
    private final String device;
    private final InstantSource clock;

    /**
     * @param device name of the invented device
     */
    AcceptanceDesk(Workspace workspace, String device, InstantSource clock) {
        this.workspace = workspace;
        this.device = device;
        this.clock = clock;
    }

    /**
     * Runs it and gives the report, relative to the workspace.
     *
     * @param laboratory options of the laboratory, as the gate to paper has them
     * @param second approves the licence
     */
    Path run(
            CheckedDocuments documents, Release release, JsonObject laboratory, PersonSigner second)
            throws IOException, Unanswerable, JournalUnusable, DemoStopped {
        ReadOnlyInstallation installation = ReadOnlyInstallation.load(workspace, now());
        try (OemDesk desk = OemDesk.of(installation, clock)) {
            HandedIn given = handedIn(documents, desk, release, laboratory, second);
            // only now: what is handed in must not be younger than the look at it
            Instant now = now();
            AcceptanceFolder folder = AcceptanceFolder.create(workspace, now);
            AcceptanceSteps.Means means =
                    new AcceptanceSteps.Means(
                            desk.bundles(),
                            desk.licences(),
                            () -> DemoDevice.parts(device),
                            ChildLaboratory.ofThisProgram(),
                            LabProgress.NONE);
            AcceptanceRun.Result result =
                    new AcceptanceRun(
                                    AcceptanceSteps.of(
                                            given, workspace, means, folder.trial(), now))
                            .run();
            folder.write(
                    result,
                    AcceptanceSubject.of(workspace, installation.state().governance()),
                    AcceptanceSigner.of(installation.keys(), now)
                            .orElseThrow(() -> new DemoStopped("no key signs the acceptance")));
            if (!result.accepted()) {
                throw new DemoStopped("the installer is not accepted: " + reasons(result));
            }
            return workspace.root().relativize(folder.path().resolve(AcceptanceFolder.REPORT));
        }
    }

    private HandedIn handedIn(
            CheckedDocuments documents,
            OemDesk desk,
            Release release,
            JsonObject laboratory,
            PersonSigner second)
            throws IOException, DemoStopped {
        Path root = workspace.root();
        Path archive = root.resolve("var/dist/" + release.id() + "-linux.tar.gz");
        return new HandedIn(
                Optional.of(archive),
                Optional.of(licence(documents, desk, second)),
                Optional.of(root.resolve(DemoDevice.FILE)),
                Optional.of(root.resolve(documents.revocations())),
                "paper",
                Optional.of(report(documents, laboratory)),
                Optional.of(certificates(release)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String reasons(AcceptanceRun.Result result) {
        return result.outcomes().values().stream()
                .filter(outcome -> outcome.status() != StepOutcome.Status.OK)
                .flatMap(outcome -> outcome.findings().stream())
                .toList()
                .toString();
    }

    /** A licence for as long as an acceptance may take, in a registry of its own. */
    private Path licence(CheckedDocuments documents, OemDesk desk, PersonSigner second)
            throws IOException, DemoStopped {
        Instant now = now();
        Path root = workspace.root();
        Path asked = documents.acceptanceLicenceRequest();
        JsonObject document =
                StrictJson.readSigned(Files.readAllBytes(root.resolve(DemoDevice.FILE)))
                        .objectOrThrow();
        LicenceRequest request =
                accepted(
                        RequestReader.read(
                                asked.toString(),
                                Files.readAllBytes(root.resolve(asked)),
                                JsonObject.of("fingerprint", document)));
        desk.approvals().approve(request.bytes(), second);
        ToolKeys keys = desk.licences().licences(now);
        ToolKeys devices = desk.licences().fingerprints(now);
        ToolKey key =
                accepted(
                        accepted(desk.rotations().get())
                                .select(keys, KeySchedule.LICENCES, now, KeySchedule.INTERVAL));
        LicenceIssuer issuer = new LicenceIssuer(devices, desk.approvals());
        LicenceStore store =
                new LicenceStore(root.resolve(FOLDER).resolve("licenses"), keys, devices);
        accepted(
                store.record(
                        request.licenceId(),
                        () -> issuer.issue(request, key, now),
                        key,
                        now,
                        RegistryChain.Head.NONE));
        return store.issued(request.licenceId());
    }

    private static <T> T accepted(Judged<T> judged) throws DemoStopped {
        return judged.value()
                .orElseThrow(() -> new DemoStopped("the acceptance: " + judged.findings()));
    }

    private Path report(CheckedDocuments documents, JsonObject options)
            throws IOException, DemoStopped {
        documents.manualProfile();
        String folder = FOLDER.resolve("labs").toString().replace('\\', '/');
        LabJob job =
                new LabJob(
                        workspace.root().toRealPath(),
                        LabOptions.of(options),
                        folder,
                        Runtime.getRuntime().availableProcessors(),
                        now());
        try {
            Optional<LabEnd> end =
                    ChildLaboratory.ofThisProgram().run(job, LABORATORY, LabProgress.NONE);
            if (end.filter(LabEnd::passed).isEmpty()) {
                throw new DemoStopped("the laboratory: " + end.map(LabEnd::findings));
            }
            return workspace.root().resolve(folder).resolve(LabJob.JSON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoStopped("interrupted");
        }
    }

    /** The stand-in makes it: real certificates of an authority that nobody knows. */
    private Path certificates(Release release) throws IOException, DemoStopped {
        Path folder = workspace.root().resolve(FOLDER).resolve("mtls");
        DurableFiles.createDirectories(folder);
        DemoInputs.of(DemoDevice.fingerprint(device), release).write(folder);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit =
                StandIn.run(
                        List.of("mtls-bundle", "--output", "certs/live", "--valid-days", "90"),
                        folder,
                        clock,
                        out,
                        out);
        if (exit != 0) {
            throw new DemoStopped("mtls-bundle: " + said.toString(StandardCharsets.UTF_8));
        }
        return folder;
    }
}
