package io.gatehouse.demo.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.acceptance.AcceptancePart;
import io.gatehouse.app.acceptance.StepOutcome;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.Release;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInTest {

    private static final Path CORE = Path.of("config/core.yaml");

    @TempDir Path root;
    private GateBench bench;

    @BeforeEach
    void found() throws IOException {
        bench = new GateBench(root);
    }

    private static void assertPass(Evaluation evaluation) {
        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
    }

    private static List<String> codes(Evaluation evaluation) {
        assertThat(evaluation.verdict()).isNotEqualTo(Verdict.PASS);
        return evaluation.findings().stream()
                .map(f -> f.rule() + "/" + f.code())
                .distinct()
                .toList();
    }

    // gate demo

    @Test
    void shouldPassConfigurationThatIsValidatedNatively() throws IOException {
        bench.attach("demo", "config-validation", "core-config", CORE);
        assertPass(bench.run("demo", "config-validation"));
        assertThat(Files.readString(root.resolve("reports/config_validation/demo.json")))
                .contains(
                        Digest.sha256(Files.readAllBytes(root.resolve(CORE))).value(),
                        Digest.sha384(Files.readAllBytes(root.resolve(CORE))).value());
    }

    @Test
    void shouldRefuseConfigurationWithKeyTwice() throws IOException {
        Files.writeString(root.resolve(CORE), DemoConfiguration.paper() + "runtime: {}\n");
        bench.attach("demo", "config-validation", "core-config", CORE);
        assertThat(codes(bench.run("demo", "config-validation")))
                .containsExactly("config-valid/key_duplicate");
    }

    @Test
    void shouldPassMetricsThatWereServedOverMutualTls() throws IOException {
        assertPass(bench.run("demo", "metrics-tls"));
        assertThat(Files.readString(root.resolve("reports/metrics_tls/plan.jsonl")))
                .contains("\"protocol\": \"TLSv1.3\"");
    }

    @Test
    void shouldRefuseMetricsWithoutTls() throws IOException {
        bench.inputs(bench.inputs.withFaults("metrics-service"));
        assertThat(codes(bench.run("demo", "metrics-tls")))
                .contains("command-succeeded/not-run", "metrics-log/value-refused");
    }

    private Evaluation strategySmoke() throws IOException {
        bench.attach("demo", "strategy-smoke", "smoke-config", CORE);
        bench.attach("demo", "strategy-smoke", "smoke-expected", DemoMarket.EXPECTED);
        return bench.run("demo", "strategy-smoke");
    }

    @Test
    void shouldPassStrategiesWithTheExpectedFigures() throws IOException {
        assertPass(strategySmoke());
    }

    @Test
    void shouldRefuseStrategiesThatDeviate() throws IOException {
        Path expected = root.resolve(DemoMarket.EXPECTED);
        Files.writeString(
                expected,
                Files.readString(expected).replaceFirst("\"expected\":164", "\"expected\":174"));
        assertThat(codes(strategySmoke())).contains("smoke-pass/tolerance-exceeded");
    }

    private void attachStageOne(Path acceptance, String commit) throws IOException {
        bench.attach("demo", "demo-checklist", "acceptance-report", acceptance);
        bench.attach(
                "demo",
                "demo-checklist",
                "installer-acceptance",
                bench.documents.installerAcceptance());
        bench.attach("demo", "demo-checklist", "bundle-manifest", bench.documents.bundleManifest());
        bench.attach(
                "demo", "demo-checklist", "packaging-run", bench.documents.packagingRun(commit));
    }

    private void attachStageOne(String commit) throws IOException {
        attachStageOne(bench.acceptance("bot-1", Map.of()), commit);
    }

    @Test
    void shouldPassFilledChecklistsOfStageOne() throws IOException {
        bench.attach(
                "demo", "demo-checklist", "stage1-checklist", bench.documents.stageOneChecklist());
        attachStageOne(bench.release.commit());
        assertPass(bench.run("demo", "demo-checklist"));
    }

    @Test
    void shouldRefuseChecklistWithOpenField() throws IOException {
        Path form = bench.documents.stageOneChecklist();
        Files.writeString(
                root.resolve(form),
                Files.readString(root.resolve(form)).replaceFirst("\\[x]", "[ ]"));
        bench.attach("demo", "demo-checklist", "stage1-checklist", form);
        attachStageOne(bench.release.commit());
        assertThat(codes(bench.run("demo", "demo-checklist")))
                .containsExactly("checklist-complete/not-ticked");
    }

    @Test
    void shouldRefuseRunOfAnotherCommit() throws IOException {
        bench.attach(
                "demo", "demo-checklist", "stage1-checklist", bench.documents.stageOneChecklist());
        attachStageOne("f".repeat(40));
        assertThat(codes(bench.run("demo", "demo-checklist")))
                .containsExactly("bundle-ci-run/commit-differs");
    }

    @Test
    void shouldRefuseAnInstallerWithAPartThatWasNotRun() throws IOException {
        bench.attach(
                "demo", "demo-checklist", "stage1-checklist", bench.documents.stageOneChecklist());
        StepOutcome none = StepOutcome.skipped(AcceptancePart.LABS, "a report");
        attachStageOne(
                bench.acceptance("bot-1", Map.of(AcceptancePart.LABS, none)),
                bench.release.commit());
        assertThat(codes(bench.run("demo", "demo-checklist")))
                .containsExactly("installer-accepted/step-not-run");
    }

    @Test
    void shouldRefuseAnInstallerThatWasAcceptedElsewhere() throws IOException {
        bench.attach(
                "demo", "demo-checklist", "stage1-checklist", bench.documents.stageOneChecklist());
        attachStageOne(bench.acceptance("another", Map.of()), bench.release.commit());
        assertThat(codes(bench.run("demo", "demo-checklist")))
                .containsExactly("installer-accepted/other-installation");
    }

    @Test
    void shouldRefuseAnAcceptanceOfAnotherBundle() throws IOException {
        bench.attach(
                "demo", "demo-checklist", "stage1-checklist", bench.documents.stageOneChecklist());
        StepOutcome other = StepOutcome.ok(JsonObject.of("manifest_sha384", Digest.ZERO.value()));
        attachStageOne(
                bench.acceptance("bot-1", Map.of(AcceptancePart.BUNDLE, other)),
                bench.release.commit());
        assertThat(codes(bench.run("demo", "demo-checklist")))
                .containsExactly("installer-accepted/digest-differs");
    }

    // gate paper

    private void attachLimits(String configuration) throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(root.resolve("config/core.yaml"), configuration);
        bench.attach("paper", "paper-labs", "labs-config", Path.of("config/core.yaml"));
        bench.attach("paper", "paper-labs", "labs-manual", bench.documents.manualProfile());
    }

    /** The laboratory itself, no stand-in: its process, its report, its pages. */
    @Test
    void shouldDemandConsentToInventedPricesAndNothingElse() throws IOException {
        attachLimits(DemoConfiguration.paper());
        Evaluation without = bench.run("paper", "paper-labs");
        assertThat(codes(without)).containsExactly("report-verdict/value-refused");
        assertThat(without.findings())
                .extracting(Finding::subject)
                .allMatch(s -> s.endsWith("synthetic_data"));

        bench.waive("paper-labs", "report-verdict");
        assertPass(bench.run("paper", "paper-labs"));
    }

    @Test
    void shouldRefuseABrokenLimitEvenWithConsent() throws IOException {
        attachLimits(
                DemoConfiguration.paper()
                        .replace("hard_drawdown_pct: 0.05", "hard_drawdown_pct: 0.0005"));
        bench.waive("paper-labs", "report-verdict");
        Evaluation evaluation = bench.run("paper", "paper-labs");
        assertThat(codes(evaluation)).contains("labs-pass/breach", "labs-pass/limit-broken");
    }

    private void attachBundle() throws IOException {
        bench.attach(
                "paper", "oem-bundle", "bundle-archive", Path.of(ReleaseBundle.archive("1.4.0")));
        bench.attach("paper", "oem-bundle", "bundle-manifest", Path.of(ReleaseBundle.MANIFEST));
        bench.attach(
                "paper",
                "oem-bundle",
                "bundle-manifest-signature",
                Path.of(ReleaseBundle.SIGNATURE));
        bench.attach("paper", "oem-bundle", "core-config", CORE);
        bench.attach(
                "paper",
                "oem-bundle",
                "packaging-run",
                bench.documents.packagingRun(bench.release.commit()));
    }

    @Test
    void shouldPassBundleThatEqualsItsManifest() throws IOException {
        attachBundle();
        assertPass(bench.run("paper", "oem-bundle"));
    }

    @Test
    void shouldRefuseBundleWithExchangedFile() throws IOException {
        Path archive = root.resolve(ReleaseBundle.archive("1.4.0"));
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        attachBundle();
        assertThat(codes(bench.run("paper", "oem-bundle")))
                .containsExactly("bundle-verified/bundle-fault", "bundle-verified/not-verified");
    }

    private void attachRequest() throws IOException {
        bench.attach("paper", "paper-licence", "licence-request", bench.documents.licenceRequest());
        bench.attach("paper", "paper-licence", "device-fingerprint", Path.of(DemoDevice.FILE));
        bench.attach("paper", "paper-licence", "licence-config", CORE);
        bench.attach(
                "paper", "paper-licence", "licence-revocations", bench.documents.revocations());
    }

    @Test
    void shouldPassLicenceOfThisDevice() throws IOException {
        attachRequest();
        assertPass(bench.run("paper", "paper-licence"));
    }

    @Test
    void shouldRefuseLicenceOfAnotherDevice() throws IOException {
        DemoDevice.create(root, "another", Instant.now());
        attachRequest();
        assertThat(codes(bench.run("paper", "paper-licence")))
                .contains("licence-registry/not-licensed", "device-licensed/other-device");
    }

    @Test
    void shouldIssueNothingThatNoSecondPersonApproved() throws IOException {
        bench.approvers = Set.of("oem-operator");
        attachRequest();
        assertThat(codes(bench.run("paper", "paper-licence"))).contains("artefact-present/missing");
        assertThat(bench.output).contains("not-approved");
        assertThat(root.resolve("var/licenses/issued")).doesNotExist();
    }

    private Evaluation paperSmoke() throws IOException {
        bench.attach("paper", "paper-smoke", "smoke-config", CORE);
        bench.attach("paper", "paper-smoke", "paper-log", DemoMarket.PAPER_LOG);
        bench.attach(
                "paper",
                "paper-smoke",
                "paper-smoke-run",
                bench.documents.paperSmokeRun(bench.release.commit()));
        return bench.run("paper", "paper-smoke");
    }

    @Test
    void shouldPassPaperThatTradedAsTheBacktest() throws IOException {
        assertPass(paperSmoke());
    }

    @Test
    void shouldRefusePaperThatTradedTooLittleToTell() throws IOException {
        Path log = root.resolve(DemoMarket.PAPER_LOG);
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, 20));
        assertThat(codes(paperSmoke())).contains("smoke-pass/too-few-orders");
    }

    @Test
    void shouldPassFilledPaperChecklist() throws IOException {
        bench.attach(
                "paper",
                "paper-checklist",
                "paper-checklist-form",
                bench.documents.paperChecklist());
        assertPass(bench.run("paper", "paper-checklist"));
    }

    // gate live

    @Test
    void shouldPassMtlsBundleWithRealCertificates() throws IOException {
        assertPass(bench.run("live", "mtls-bundle"));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        root.resolve("certs/live/ca/ca.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldRefuseMtlsBundleThatExpiresSoon() {
        Instant before = Instant.now();
        int exit =
                bench.program(
                        List.of("mtls-bundle", "--output", "certs/live", "--valid-days", "3"));
        assertThat(codes(bench.judge("live", "mtls-bundle", before, exit)))
                .containsExactly("mtls-bundle/expires");
    }

    @Test
    void shouldRefuseMtlsBundleWithExchangedAuthority() throws IOException {
        Instant before = Instant.now();
        int exit = bench.program(GateBench.step("live", "mtls-bundle"));
        Files.copy(
                root.resolve("certs/live/server/server.crt"),
                root.resolve("certs/live/ca/ca.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(codes(bench.judge("live", "mtls-bundle", before, exit)))
                .contains(
                        "mtls-bundle/not-an-authority",
                        "mtls-bundle/shared-key",
                        "mtls-bundle/fingerprint-differs");
    }

    private CheckedDocuments.LiveChange changeForLive() throws IOException {
        bench.admit(Environment.PAPER, "paper", "oem-bundle", "core-config", CORE);
        CheckedDocuments.LiveChange change = bench.documents.changeConfigurationForLive();
        bench.release =
                new Release(bench.release.id(), bench.release.bundle(), change.mergeCommit());
        bench.inputs(bench.inputs.withRelease(bench.release));
        return change;
    }

    private void attachChange(CheckedDocuments.LiveChange change) throws IOException {
        bench.attach("live", "live-config", "core-config", change.configuration());
        bench.attach("live", "live-config", "config-diff", change.diff());
        bench.attach("live", "live-config", "config-pull-request", change.pullRequest());
    }

    @Test
    void shouldPassReviewedChangeOfTheConfiguration() throws IOException {
        attachChange(changeForLive());
        assertPass(bench.run("live", "live-config"));
    }

    @Test
    void shouldRefuseChangeOutsideTheListedPaths() throws IOException {
        CheckedDocuments.LiveChange change = changeForLive();
        Files.writeString(
                root.resolve(CORE),
                DemoConfiguration.live().replace("max_leverage: 2.0", "max_leverage: 20.0"));
        attachChange(change);
        assertThat(codes(bench.run("live", "live-config")))
                .containsExactly("config-lineage/differs-outside");
    }

    /** A machine that is busy for a moment makes a drill late: then it is run again. */
    private Evaluation dryRun() throws IOException {
        Path report = root.resolve("logs/live_dry_run/report.json");
        Evaluation evaluation = bench.run("live", "live-dry-run");
        for (int again = 0; again < 4 && Files.readString(report).contains("FAIL"); again++) {
            evaluation = bench.run("live", "live-dry-run");
        }
        return evaluation;
    }

    @Test
    void shouldPassDryRunOfTheLiveRoute() throws IOException {
        attachChange(changeForLive());
        assertPass(dryRun());
    }

    @Test
    void shouldWaitForTheConfigurationOfADryRun() throws IOException {
        changeForLive();
        assertThat(codes(dryRun()))
                .containsExactly("dry-run-pass/no-configuration", "dry-run-pass/no-environment");
    }

    @Test
    void shouldRefuseDryRunWithAnotherConfiguration() throws IOException {
        attachChange(changeForLive());
        Files.writeString(
                root.resolve(CORE),
                DemoConfiguration.live().replace("max_leverage: 2.0", "max_leverage: 20.0"));
        assertThat(codes(bench.run("live", "live-dry-run"))).contains("dry-run-pass/changed");
    }

    @Test
    void shouldPassDryRunWhoseRouteNamesAnEnvironment() throws IOException {
        changeForLive();
        Files.writeString(
                root.resolve(CORE),
                DemoConfiguration.live()
                        .replace("[binance_spot, loopback_spot]", "[binance_live]"));
        bench.attach("live", "live-config", "core-config", CORE);
        assertPass(dryRun());
    }

    @Test
    void shouldRefuseDryRunWithUnknownVenue() throws IOException {
        changeForLive();
        Files.writeString(
                root.resolve(CORE),
                DemoConfiguration.live()
                        .replace("[binance_spot, loopback_spot]", "[binance_spot, no_such_venue]"));
        bench.attach("live", "live-config", "core-config", CORE);
        assertThat(codes(bench.run("live", "live-dry-run")))
                .contains(
                        "dry-run-pass/report-not-of-this-run",
                        "dry-run-pass/value-refused",
                        "dry-run-pass/adapter-error",
                        "kill-drill-pass/report-not-of-this-run");
        assertThat(bench.output).contains("no-adapter");
    }

    @Test
    void shouldRefuseLiveAlertsThatLeaveACauseUnseen() throws IOException {
        CheckedDocuments.LiveChange change = changeForLive();
        Files.writeString(
                root.resolve(CORE),
                DemoConfiguration.live().replace("live_lease_held < 1", "live_queue_depth < 1"));
        attachChange(change);
        assertThat(codes(bench.run("live", "live-config")))
                .contains("alerts-cover/cause-not-covered", "alerts-cover/metric-unknown");
    }

    private void attachLiveChecklist() throws IOException {
        bench.documents.licenceRequest();
        bench.program(GateBench.step("paper", "paper-licence"));
        List<Path> licences = bench.documents.licences();
        assertThat(licences).hasSize(3);
        List<String> artefacts = List.of("licence-registry", "licence-chain", "licence");
        for (int i = 0; i < artefacts.size(); i++) {
            bench.attach("live", "live-checklist", artefacts.get(i), licences.get(i));
        }
        bench.attach(
                "live", "live-checklist", "licence-revocations", bench.documents.revocations());
        bench.attach("live", "live-checklist", "device-fingerprint", Path.of(DemoDevice.FILE));
        bench.attach(
                "live", "live-checklist", "live-checklist-form", bench.documents.liveChecklist());
        bench.attach(
                "live",
                "live-checklist",
                "paper-smoke-run",
                bench.documents.paperSmokeRun(bench.release.commit()));
    }

    @Test
    void shouldPassFilledLiveChecklistWithLicenceBundleAndSmokeRun() throws IOException {
        bench.admitBundle();
        attachLiveChecklist();
        bench.attach("live", "live-checklist", "bundle-manifest", bench.documents.bundleManifest());
        assertThat(codes(bench.run("live", "live-checklist")))
                .contains("bundle-same-as-admitted/release-missing");
        Path release = bench.release(bench.releaser);
        bench.attach("live", "live-checklist", "bundle-release", release);
        assertPass(bench.run("live", "live-checklist"));
    }

    @Test
    void shouldRefuseABundleThatAForgerReleased() throws IOException {
        bench.admitBundle();
        attachLiveChecklist();
        bench.attach("live", "live-checklist", "bundle-manifest", bench.documents.bundleManifest());
        Path release = bench.release(GateBench.releaser());
        bench.attach("live", "live-checklist", "bundle-release", release);
        assertThat(codes(bench.run("live", "live-checklist")))
                .containsExactly("bundle-same-as-admitted/release-invalid");
    }

    @Test
    void shouldRefuseABundleThatWasNeverInPaper() throws IOException {
        bench.admitBundle();
        attachLiveChecklist();
        Path manifest = root.resolve(bench.documents.bundleManifest());
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        bench.attach("live", "live-checklist", "bundle-manifest", bench.documents.bundleManifest());
        assertThat(codes(bench.run("live", "live-checklist")))
                .contains("bundle-same-as-admitted/other-bundle");
    }

    @Test
    void shouldPassInterfaceEitherWay() throws IOException {
        bench.attach("live", "ui-readiness", "ui-telemetry", StandIn.uiTelemetry(root));
        assertThat(codes(bench.run("live", "ui-readiness"))).isNotEmpty();
        bench.attach("live", "ui-readiness", "ui-report", bench.documents.uiReport());
        assertPass(bench.run("live", "ui-readiness"));

        GateBench other = new GateBench(Files.createDirectory(root.resolve("other")));
        other.attach("live", "ui-readiness", "ui-telemetry", other.documents.uiTelemetry());
        other.attach(
                "live",
                "ui-readiness",
                "ui-telemetry-run",
                other.documents.uiTelemetryRun(other.release.commit()));
        assertPass(other.run("live", "ui-readiness"));
    }

    // gate stage6

    @Test
    void shouldPassMigrationWhoseDigestsHold() throws IOException {
        bench.documents.stageSixInputs();
        assertPass(bench.run("stage6", "stage6-migration"));
        assertThat(Files.readString(root.resolve(CORE))).contains("  stage6_gui:\n");
        assertThat(Files.readString(root.resolve("secrets/api_keys.vault")))
                .doesNotContain("not-a-key");
    }

    @Test
    void shouldChangeNothingWhenThePassphraseIsMissing() throws IOException {
        bench.documents.stageSixInputs();
        Files.delete(root.resolve("secrets/pass.txt"));
        assertThat(codes(bench.run("stage6", "stage6-migration")))
                .contains("command-succeeded/not-run");
        assertThat(Files.readString(root.resolve(CORE))).isEqualTo(DemoConfiguration.paper());
    }

    @Test
    void shouldRefuseMigrationWithExchangedVault() throws IOException {
        bench.documents.stageSixInputs();
        Instant before = Instant.now();
        int exit = bench.program(GateBench.step("stage6", "stage6-migration"));
        Files.writeString(root.resolve("secrets/api_keys.vault"), "{}");
        assertThat(codes(bench.judge("stage6", "stage6-migration", before, exit)))
                .containsExactly("stage6-summary/digest-differs");
    }

    // the programs themselves

    @Test
    void shouldSayInOneLineThatThereIsNoSuchProgram() {
        assertThat(bench.program(List.of("rm"))).isEqualTo(2);
        assertThat(bench.output.lines()).hasSize(1);
        assertThat(bench.program(List.of())).isEqualTo(2);
    }

    @Test
    void shouldSayWhichInputIsMissing() throws IOException {
        Files.delete(root.resolve(DemoInputs.FILE));
        assertThat(bench.program(List.of("metrics-service"))).isEqualTo(1);
        assertThat(bench.output).contains(DemoInputs.FILE).hasLineCount(1);
    }

    @Test
    void shouldRefuseToWriteOutsideTheWorkspace() {
        assertThat(bench.program(List.of("metrics-service", "--jsonl", "../metrics.jsonl")))
                .isEqualTo(1);
        assertThat(root.resolveSibling("metrics.jsonl")).doesNotExist();
    }

    @Test
    void shouldReadBackItsInputs() throws IOException {
        DemoInputs written = bench.inputs.withFaults("metrics-service", "mtls-bundle");
        written.write(root);
        assertThat(DemoInputs.read(root)).isEqualTo(written);
        Files.writeString(
                root.resolve(DemoInputs.FILE),
                "{\"schema\":\"gatehouse-demo-inputs/1\"}",
                StandardCharsets.UTF_8);
        assertThatThrownBy(() -> DemoInputs.read(root)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldRefuseChangedInputsWithoutAnyOtherException() throws IOException {
        byte[] valid = Files.readAllBytes(root.resolve(DemoInputs.FILE));
        long seed = 20_261_120L;
        Random random = new Random(seed);
        int tried = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] changed =
                    Arrays.copyOf(
                            valid,
                            random.nextInt(8) == 0 ? random.nextInt(valid.length) : valid.length);
            for (int edits = 1 + random.nextInt(3); edits > 0 && changed.length > 0; edits--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Files.write(root.resolve(DemoInputs.FILE), changed);
            try {
                assertThat(DemoInputs.read(root)).as("seed %s, input %s", seed, i).isNotNull();
            } catch (IOException e) {
                assertThat(e.getMessage())
                        .as("seed %s, input %s", seed, i)
                        .startsWith(DemoInputs.FILE);
            }
            tried++;
        }
        assertThat(tried).isEqualTo(3_000);
    }

    @Test
    void shouldPrintReportsThatStrictReadersRead() throws Exception {
        Object report =
                ReportText.report(
                        "a tool",
                        "text",
                        "Łódź \"x\" \\ \u0001",
                        "none",
                        List.of(),
                        "empty",
                        ReportText.object(),
                        "list",
                        List.of(1, 2L, true),
                        "decimal",
                        new BigDecimal("0.000010"));
        for (String text : List.of(ReportText.pretty(report), ReportText.line(report).strip())) {
            JsonObject read =
                    StrictJson.readEvidence(text.getBytes(StandardCharsets.UTF_8)).objectOrThrow();
            assertThat(read.text("text")).contains("Łódź \"x\" \\ \u0001");
            assertThat(read.text("decimal")).contains("0.000010");
            assertThat(read.array("list")).hasSize(3);
        }
    }
}
