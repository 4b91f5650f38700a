package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.oembundle.BuildResult;
import io.gatehouse.adapter.oembundle.BundleBuilder;
import io.gatehouse.adapter.oembundle.BundleKey;
import io.gatehouse.adapter.oembundle.BundleRequest;
import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.Platform;
import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.risklabs.run.LabProgress;
import io.gatehouse.app.acceptance.AcceptancePart;
import io.gatehouse.app.acceptance.AcceptanceRun;
import io.gatehouse.app.acceptance.StepOutcome;
import io.gatehouse.app.acceptance.StepOutcome.Status;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Release;
import io.gatehouse.demo.standin.DemoInputs;
import io.gatehouse.demo.standin.StandIn;
import io.gatehouse.embedded.acceptance.AcceptanceSteps;
import io.gatehouse.embedded.acceptance.HandedIn;
import io.gatehouse.embedded.oem.LicenceKeys;
import io.gatehouse.embedded.oem.OemKeys;
import io.gatehouse.embedded.oem.OemPurposes;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The acceptance of an installer over real parts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptanceTest {

    private static final byte[] SECRET =
            "a secret of the maker, long enough".getBytes(StandardCharsets.US_ASCII);
    private static final HardwareReading MACHINE =
            HardwareReading.of(
                    Map.of(
                            Component.CPU, List.of("Intel Xeon E5"),
                            Component.BOARD, List.of("7f3c9a10-1111-4222-8333-444455556666"),
                            Component.DISK, List.of("S3Z9NB0K123456"),
                            Component.MAC, List.of("3c:52:82:11:22:33")));

    @TempDir static Path home;
    private Bench bench;
    private Instant now;
    private OemKeys bundleKeys;
    private LicenceKeys licenceKeys;
    private Path bundle;
    private Path fingerprint;
    private Path mtls;

    @BeforeAll
    void prepared() throws Exception {
        bench = Bench.founded(home);
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        KeyRing ring = ring(now);
        bundleKeys = new OemKeys(() -> ring, entry -> SecretBytes.copyOf(SECRET));
        licenceKeys = new LicenceKeys(() -> ring, entry -> SecretBytes.copyOf(SECRET));
        bundle = bundle();
        ToolKey key = new ToolKey("device-1", SecretBytes.copyOf(SECRET));
        fingerprint =
                Files.write(
                        home.resolve("fingerprint.json"),
                        HardwareDocument.sign(MACHINE, now, key).fileBytes());
        mtls = Files.createDirectory(home.resolve("mtls"));
        DemoInputs.of("bench", new Release("r-1", Digest.sha384(SECRET), Bench.COMMIT)).write(mtls);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit =
                StandIn.run(
                        List.of("mtls-bundle", "--output", "certs/live", "--valid-days", "90"),
                        mtls,
                        InstantSource.fixed(now.minus(Duration.ofMinutes(1))),
                        out,
                        out);
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static KeyRing ring(Instant now) {
        KeyValidity validity =
                KeyValidity.between(now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(300)));
        return KeyRing.of(
                List.of(
                        entry("vendor-1", OemPurposes.BUNDLES, validity),
                        entry("device-1", OemPurposes.FINGERPRINTS, validity),
                        entry("licence-1", OemPurposes.LICENCES, validity)));
    }

    private static KeyEntry entry(String id, KeyPurpose purpose, KeyValidity validity) {
        return KeyEntry.evidence(
                new KeyId(id),
                purpose,
                KeyAlgorithm.HMAC_SHA384,
                validity,
                SecretLocation.parse("file:unused"));
    }

    private Path bundle() throws IOException {
        Path inputs = Files.createDirectory(home.resolve("inputs"));
        Path daemon = Files.writeString(inputs.resolve("gatehoused"), "#!/bin/sh\n");
        Path ui = Files.writeString(inputs.resolve("ui.bin"), "ui\n");
        Path install = Files.writeString(inputs.resolve("install.sh"), "exit 0\n");
        Path core = Files.writeString(inputs.resolve("core.yaml"), "mode: demo\n");
        Path env = Files.writeString(inputs.resolve("env"), "A=1\n");
        BundleRequest request =
                new BundleRequest(
                        Platform.LINUX,
                        "1.0.0",
                        now.minusSeconds(60),
                        List.of(daemon),
                        List.of(ui),
                        List.of(install),
                        new TreeMap<>(Map.of(".env", env, "core.yaml", core)),
                        new TreeMap<>(),
                        BundleVerifier.UNPROVISIONED,
                        BundleRequest.Packing.STORED);
        BundleKey key =
                new BundleKey(
                        "vendor-1",
                        KeyValidity.between(
                                now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(300))),
                        SecretBytes.copyOf(SECRET));
        Path folder = Files.createDirectory(home.resolve("dist"));
        BuildResult built = new BundleBuilder(key, InstantSource.fixed(now)).build(request, folder);
        assertThat(built).as(built.toString()).isInstanceOf(BuildResult.Built.class);
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
        }
    }

    private AcceptanceRun.Result run(HandedIn given, HardwareReading machine, String trial) {
        return new AcceptanceRun(
                        AcceptanceSteps.of(
                                given,
                                Workspace.at(bench.workspace()),
                                new AcceptanceSteps.Means(
                                        bundleKeys,
                                        licenceKeys,
                                        () -> machine,
                                        ChildLaboratory.ofThisProgram(),
                                        LabProgress.NONE),
                                home.resolve(trial),
                                now))
                .run();
    }

    private HandedIn given(Path archive) {
        return new HandedIn(
                Optional.of(archive),
                Optional.empty(),
                Optional.of(fingerprint),
                Optional.empty(),
                "paper",
                Optional.empty(),
                Optional.of(mtls));
    }

    private static List<String> codes(StepOutcome outcome) {
        return outcome.findings().stream().map(Finding::code).toList();
    }

    @Test
    void shouldHoldWhereRealPartsAreHandedIn() {
        AcceptanceRun.Result result = run(given(bundle), MACHINE, "trial");

        for (AcceptancePart part :
                List.of(
                        AcceptancePart.BUNDLE,
                        AcceptancePart.TRIAL_INSTALL,
                        AcceptancePart.FINGERPRINT,
                        AcceptancePart.MTLS,
                        AcceptancePart.ROTATION,
                        AcceptancePart.DECISION_LOG)) {
            StepOutcome outcome = result.outcomes().get(part);
            assertThat(outcome.status()).as(part + ": " + outcome).isEqualTo(Status.OK);
        }
        // and yet: without licence and laboratory it is not accepted
        assertThat(result.outcomes().get(AcceptancePart.LICENCE).status())
                .isEqualTo(Status.SKIPPED);
        assertThat(result.outcomes().get(AcceptancePart.LABS).status()).isEqualTo(Status.SKIPPED);
        assertThat(result.accepted()).isFalse();
        assertThat(home.resolve("trial")).doesNotExist();
    }

    @Test
    void shouldRefuseAChangedBundleAndInstallNothing() throws IOException {
        byte[] changed = Files.readAllBytes(bundle);
        changed[changed.length / 2] ^= 1;
        Path file = Files.write(home.resolve("changed.tar.gz"), changed);

        AcceptanceRun.Result result = run(given(file), MACHINE, "changed-trial");

        assertThat(result.outcomes().get(AcceptancePart.BUNDLE).status()).isEqualTo(Status.FAILED);
        assertThat(result.outcomes().get(AcceptancePart.TRIAL_INSTALL).status())
                .isEqualTo(Status.FAILED);
        assertThat(home.resolve("changed-trial")).doesNotExist();
    }

    @Test
    void shouldRefuseAnotherMachine() {
        HardwareReading other =
                HardwareReading.of(
                        Map.of(
                                Component.CPU, List.of("Intel Xeon E5"),
                                Component.MAC, List.of("3c:52:82:99:99:99")));

        StepOutcome outcome =
                run(given(bundle), other, "other-trial").outcomes().get(AcceptancePart.FINGERPRINT);

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(codes(outcome)).containsExactly("other-machine");
    }

    @Test
    void shouldJudgeMtlsAndRotationApart() throws IOException {
        Path late = Files.createDirectories(home.resolve("late/var/security"));
        Path root = home.resolve("late");
        copy(mtls, root);
        Path registry = late.resolve("tls_rotation.json");
        Files.writeString(registry, Files.readString(registry).replaceAll("20\\d\\d-", "2019-"));
        HandedIn given =
                new HandedIn(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "paper",
                        Optional.empty(),
                        Optional.of(root));

        AcceptanceRun.Result result = run(given, MACHINE, "no-trial");

        assertThat(result.outcomes().get(AcceptancePart.MTLS).status()).isEqualTo(Status.OK);
        assertThat(codes(result.outcomes().get(AcceptancePart.ROTATION)))
                .isNotEmpty()
                .allMatch(code -> code.startsWith("rotation-"));
        assertThat(result.outcomes().get(AcceptancePart.BUNDLE).status()).isEqualTo(Status.SKIPPED);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void shouldNotAcceptFromTheCommandLineWhenNothingIsHandedIn() throws IOException {
        Bench.Said unsigned = bench.run("acceptance", "run");
        assertThat(unsigned.exit()).as(unsigned.out()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(unsigned.err()).contains("key new --purpose evidence:acceptance");
        assertThat(bench.workspace().resolve("var/audit/acceptance")).doesNotExist();
        Bench.require(bench.run("key", "new", "--purpose", "evidence:acceptance"), 0);
        Bench.require(bench.as("olga", "adopt", "--yes"), 0);
        Bench.require(bench.as("carl", "adopt", "--yes"), 0);

        Bench.Said said = bench.run("acceptance", "run");

        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("NOT ACCEPTED: 1 of 8 parts hold; not run: 7.");
        try (var folders = Files.list(bench.workspace().resolve("var/audit/acceptance"))) {
            Path folder = folders.findFirst().orElseThrow();
            assertThat(Files.readString(folder.resolve("metadata.json")))
                    .contains("\"verdict\":\"FAIL\"");
            assertThat(Files.readString(folder.resolve("acceptance.json")))
                    .contains("\"schema\":\"gatehouse.acceptance/1\"")
                    .contains("\"status\":\"not_run\",\"step\":\"install\"")
                    .contains("\"status\":\"ok\",\"step\":\"decision_log\"")
                    .contains("\"signature\":{\"algorithm\":\"HMAC-SHA384\"")
                    .doesNotContain("\"workspace_installation\":\"none\"");
            assertThat(Files.readString(folder.resolve("junit.xml")))
                    .contains("tests=\"8\"")
                    .contains("failures=\"7\"");
        }
        bench.sleep(Duration.ofSeconds(2));
        Bench.Said polish = bench.run("acceptance", "run", "--lang", "pl");
        assertThat(polish.out()).contains("NIE ODEBRANO");
    }
}
