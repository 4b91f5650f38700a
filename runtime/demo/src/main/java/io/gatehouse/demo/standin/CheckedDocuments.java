package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;

import io.gatehouse.adapter.ci.CiPayload;
import io.gatehouse.adapter.ci.CiReport;
import io.gatehouse.adapter.ci.GitDiff;
import io.gatehouse.adapter.ci.GitDiffException;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.licence.RevocationRegister;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The documents that persons attach in the demo. Each method writes one, replacing an older one,
 * and returns its path relative to the workspace, as it is to be attached.
 */
public final class CheckedDocuments {

    /** Id of the key that signs for the demo's continuous integration. */
    public static final KeyId CI_KEY = new KeyId("demo-ci");

    private static final String PACKAGING = "github_actions_oem_packaging.yml";
    private static final String PAPER_SMOKE = "github_actions_paper_smoke.yml";
    private static final String UI_TELEMETRY = "ui_telemetry_checks.yml";

    private final Path workspace;
    private final Ed25519Signer ci;
    private final InstantSource clock;

    /**
     * @param ci the secret half of {@link #CI_KEY}
     */
    public CheckedDocuments(Path workspace, Ed25519Signer ci, InstantSource clock) {
        this.workspace = workspace;
        this.ci = ci;
        this.clock = clock;
    }

    /**
     * The public half of the key, for the ring that is adopted; Gatehouse never holds its secret.
     */
    public KeyEntry ciKey(KeyValidity validity) {
        return new KeyEntry(
                CI_KEY,
                KeyPurpose.CI,
                KeyAlgorithm.ED25519,
                validity,
                Optional.of(ci.publicKey()),
                Optional.empty());
    }

    /** Gate demo, step demo-checklist, artefact stage1-checklist. */
    public Path stageOneChecklist() throws IOException {
        return put("evidence/checklists/demo/stage1.md", Checklists.stageOne(now()));
    }

    /** Gate demo, step demo-checklist, artefact installer-acceptance. */
    public Path installerAcceptance() throws IOException {
        return put(
                "evidence/checklists/demo/installer_acceptance.md",
                Checklists.installerAcceptance(now()));
    }

    /**
     * Gates demo (demo-checklist) and paper (oem-bundle), artefact packaging-run: the jobs of one
     * run, one for each platform. The demo builds for Linux alone, so only that job names a
     * manifest.
     */
    public List<Path> packagingRun(String commit) throws IOException {
        Instant now = now();
        // a run has no field for a remark, and the names of its jobs are fixed; its number says it
        String number = "STAND-IN-" + now.getEpochSecond();
        List<Path> reports = new ArrayList<>();
        for (String platform : List.of("linux", "macos", "windows")) {
            Optional<Digest> manifest =
                    platform.equals("linux")
                            ? Optional.of(
                                    Digest.sha384(
                                            Files.readAllBytes(
                                                    workspace.resolve(ReleaseBundle.MANIFEST))))
                            : Optional.empty();
            CiPayload.Run run =
                    new CiPayload.Run(
                            PACKAGING,
                            "package-" + platform,
                            number,
                            commit,
                            "success",
                            now,
                            manifest);
            reports.add(
                    put(
                            "evidence/ci/oem_packaging/" + platform + ".json",
                            CiReport.sign(run, CI_KEY, ci).fileBytes()));
        }
        return reports;
    }

    /** Gates demo (demo-checklist) and live (live-checklist), artefact bundle-manifest. */
    public Path bundleManifest() {
        return Path.of(ReleaseBundle.MANIFEST);
    }

    /**
     * Gate paper, step paper-labs, artefact labs-manual: limits that a person sets and answers for.
     */
    public Path manualProfile() throws IOException {
        Path file = Path.of("config/manual_profile.yaml");
        Files.createDirectories(workspace.resolve(file).getParent());
        DurableFiles.replace(
                workspace.resolve(file),
                """
                # Limits of the profile 'manual', never looser than the loosest named profile.
                risk_profiles:
                  manual:
                    max_daily_loss_pct: 0.02
                    max_position_pct: 0.05
                    target_volatility: 0.11
                    max_leverage: 2.0
                    stop_loss_atr_multiple: 1.5
                    max_open_positions: 5
                    hard_drawdown_pct: 0.10
                    limit_owner: risk
                    limit_version: "1"
                    limit_rationale: "between conservative and balanced, for the first weeks"
                """
                        .getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /**
     * Gate paper, step paper-licence, artefact licence-request: the device's document lies beside
     * it, and is approved with it.
     */
    public Path licenceRequest() throws IOException {
        return request(REQUEST, "OEM-Control", 365);
    }

    /** For the acceptance of the installer: as short as a licence can be, from quality control. */
    public Path acceptanceLicenceRequest() throws IOException {
        return request("demo/acceptance/request.json", "qa", 7);
    }

    private Path request(String file, String issuer, int days) throws IOException {
        return put(
                file,
                pretty(
                        object(
                                "profile",
                                "paper",
                                "issuer",
                                issuer,
                                "requester",
                                "oem-operator",
                                "notes",
                                StandIn.LABEL,
                                "valid_days",
                                days)));
    }

    /**
     * Gates paper (paper-licence) and live (live-checklist), artefact licence-revocations: signed
     * now, with nothing in it.
     */
    public Path revocations() throws IOException {
        try (ToolKey key = DemoSecrets.REVOCATION.toolKey(workspace)) {
            return put(
                    "var/licenses/revocations.json", RevocationRegister.EMPTY.signed(now(), key));
        }
    }

    /** Gate live, step live-checklist: registry, chain and licence that gate paper left. */
    public List<Path> licences() throws IOException {
        List<Path> files = new ArrayList<>(List.of(licenceRegistry()));
        files.add(Path.of("var", "licenses", "registry.chain.jsonl"));
        try (Stream<Path> issued = Files.list(workspace.resolve("var/licenses/issued"))) {
            issued.sorted().map(workspace::relativize).forEach(files::add);
        }
        return files;
    }

    /** Where the request for the paper licence lies. */
    public static final String REQUEST = "request.json";

    /** Gates paper (paper-smoke) and live (live-checklist), artefact paper-smoke-run. */
    public Path paperSmokeRun(String commit) throws IOException {
        return run("evidence/ci/paper_smoke", PAPER_SMOKE, "paper-smoke", commit);
    }

    /** Gate paper, step paper-checklist, artefact paper-checklist-form. */
    public Path paperChecklist() throws IOException {
        return put("evidence/checklists/paper/paper_trading.md", Checklists.paper(now()));
    }

    /**
     * Gate live, step live-config.
     *
     * @param configuration artefact core-config, changed in the workspace
     * @param diff artefact config-diff
     * @param pullRequest artefact config-pull-request
     * @param mergeCommit the commit of the release that the gate live promotes
     */
    public record LiveChange(Path configuration, Path diff, Path pullRequest, String mergeCommit) {}

    /** The same with the demo's own live configuration. */
    public LiveChange changeConfigurationForLive() throws IOException {
        return changeConfigurationForLive(DemoConfiguration.live());
    }

    /**
     * Changes the configuration for live through a reviewed and merged change: call it once, before
     * the promotion to live is opened, since that names the merge commit.
     */
    public LiveChange changeConfigurationForLive(String live) throws IOException {
        Instant now = now();
        DemoRepository.Change change = DemoRepository.changeForLive(workspace, live, now);
        GitDiff diff;
        try {
            diff =
                    GitDiff.of(
                            workspace.resolve(DemoRepository.FOLDER),
                            change.base(),
                            change.head(),
                            DemoRepository.CONFIGURATION);
        } catch (GitDiffException e) {
            throw new IOException("the change cannot be compared: " + e.getMessage(), e);
        }
        CiPayload.MergedPullRequest merged =
                new CiPayload.MergedPullRequest(
                        12,
                        "demo-runtime",
                        List.of("demo-risk", "demo-owner"),
                        change.merge(),
                        change.base(),
                        change.head(),
                        diff.digest(),
                        now);
        return new LiveChange(
                Path.of(DemoRepository.CONFIGURATION),
                put("evidence/live_config/core.diff", diff.bytes().bytes()),
                put(
                        "evidence/live_config/pull_request.json",
                        CiReport.sign(merged, CI_KEY, ci).fileBytes()),
                change.merge());
    }

    /** Gate live, step live-checklist, artefact live-checklist-form. */
    public Path liveChecklist() throws IOException {
        return put("evidence/checklists/live/live_execution.md", Checklists.live(now()));
    }

    /**
     * Gate live, step live-checklist, artefact licence-registry: what the paper licence left
     * behind.
     */
    public Path licenceRegistry() throws IOException {
        Path relative = Path.of("var", "licenses", "registry.jsonl");
        if (!Files.isRegularFile(workspace.resolve(relative))) {
            throw new IOException(relative + " is missing: provision a licence first");
        }
        return relative;
    }

    /** Gate live, step ui-readiness, artefact ui-telemetry. */
    public Path uiTelemetry() throws IOException {
        return UiTelemetry.write(workspace, now());
    }

    /** Gate live, step ui-readiness, artefact ui-telemetry-run: one of two alternatives. */
    public Path uiTelemetryRun(String commit) throws IOException {
        return run("evidence/ci/ui_telemetry", UI_TELEMETRY, "ui-telemetry", commit);
    }

    /** Gate live, step ui-readiness, artefact ui-report: the other alternative. */
    public Path uiReport() throws IOException {
        return UiTelemetry.writeReport(workspace, now());
    }

    /**
     * Gate stage6: preset, old secrets and passphrase that the migration reads; nothing to attach.
     */
    public void stageSixInputs() throws IOException {
        put(
                "presets/gui.json",
                """
                {"name": "Stage6 GUI", "stand_in": "%s", "risk":
                  {"hard_drawdown_pct": 0.05, "max_daily_loss_pct": 0.01, "max_leverage": 2.0, "max_open_positions": 3,
                   "max_position_pct": 0.03, "stop_loss_atr_multiple": 1.0, "target_volatility": 0.07}}
                """
                        .formatted(StandIn.LABEL));
        ownerOnly(
                put(
                        "secrets/legacy.yaml",
                        "# " + StandIn.LABEL + "\nbinance_key: \"not-a-key\"\n"));
        ownerOnly(put("secrets/pass.txt", "a passphrase of the demo\n"));
    }

    private Path run(String folder, String workflow, String job, String commit) throws IOException {
        Instant now = now();
        String number = Long.toString(now.getEpochSecond());
        // a run has no field for a remark; the job's name says what it is
        CiPayload.Run run =
                new CiPayload.Run(workflow, "STAND-IN-" + job, number, commit, "success", now);
        return put(
                folder + "/run-" + commit.substring(0, 12) + ".json",
                CiReport.sign(run, CI_KEY, ci).fileBytes());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void ownerOnly(Path relative) throws IOException {
        Files.setPosixFilePermissions(
                workspace.resolve(relative), PosixFilePermissions.fromString("rw-------"));
    }

    private Path put(String relative, String text) throws IOException {
        return put(relative, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path put(String relative, byte[] bytes) throws IOException {
        Path file = workspace.resolve(relative);
        Files.createDirectories(file.getParent());
        DurableFiles.replace(file, bytes);
        return Path.of(relative);
    }
}
