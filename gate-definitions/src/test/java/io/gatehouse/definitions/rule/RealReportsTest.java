package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that the existing tools wrote, judged; skipped where they are not at hand. */
class RealReportsTest {

    private static final Path FILES = Path.of("..", "..", "shared", "interop");

    @BeforeEach
    void needFiles() {
        Assumptions.assumeTrue(Files.isDirectory(FILES), "no ../shared/interop beside the project");
    }

    private static String read(String path) {
        try {
            return Files.readString(FILES.resolve(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bench mtls() {
        Bench bench =
                new Bench()
                        .file("ca", read("mtls/default/ca/ca.pem"))
                        .file("server", read("mtls/default/server/server.crt"))
                        .file("client", read("mtls/default/client/client.crt"))
                        .file("meta", read("mtls/default/bundle.json"))
                        .file("registry", read("mtls/default_rotation.json"))
                        .file("keys", read("mtls/default/ca/ca.key"))
                        .file("keys", read("mtls/default/server/server.key"))
                        .file("keys", read("mtls/default/client/client.key"))
                        .file("archive", "the tool packs no archive");
        bench.now = Instant.parse("2026-11-21T12:00:00Z");
        return bench;
    }

    @Test
    void shouldFindOnlyTheLengthOfTheValidityInTheDefaultTlsBundle() {
        Map<String, Object> anyLength = new HashMap<>(TlsFixture.PARAMETERS);
        anyLength.remove("max-validity");

        RuleAssert.that(mtls().run("mtls-bundle", anyLength)).passes();
        RuleAssert.that(mtls().run("mtls-bundle", TlsFixture.PARAMETERS))
                .failsWith("valid-too-long", "valid-too-long", "valid-too-long");
    }

    @Test
    void shouldRefuseAPrivateKeyInPlaceOfACertificate() {
        Bench bench = mtls();
        bench.observations.removeIf(o -> o.item().artefact().value().equals("client"));
        bench.file("client", read("mtls/default/client/client.key"));
        RuleAssert.that(bench.run("mtls-bundle", TlsFixture.PARAMETERS))
                .failsWith("key-material", "valid-too-long", "valid-too-long");
    }

    /** The places in the files were replaced by names; ours take their place. */
    private static Bench dryRun(String report, String line) {
        String about = line.replaceAll("\"report\":\"[^\"]*\"", "\"report\":\"reports/report/2\"");
        Bench bench =
                new Bench()
                        .file("config", read("config/core.yaml"))
                        .file(
                                "report",
                                read(report).replace("config/core.yaml", "reports/config/1"))
                        .file("log", about);
        bench.configuration = Optional.of(new ArtefactId("config"));
        return bench;
    }

    private static RuleAssert passed(String line, boolean signed, MacVerifier keys) {
        Map<String, Object> parameters = new HashMap<>(DryRunReportTest.PARAMETERS);
        parameters.put("signed", signed);
        parameters.remove("max-age");
        Bench bench = dryRun("reports/dry_run/pass_report.json", line);
        bench.macs = keys;
        return RuleAssert.that(bench.run("dry-run-report", parameters));
    }

    @Test
    void shouldAcceptThePassedDryRunWithoutSignatureOnlyWhereThatIsAdmitted() {
        String line = read("reports/dry_run/pass_unsigned.jsonl");
        passed(line, false, MacVerifier.NONE).passes();
        passed(line, true, MacVerifier.NONE).failsWith("unsigned");
    }

    /** Its place was replaced by a name, so that the signature is about other bytes. */
    @Test
    void shouldRefuseThePassedDryRunWhosePlaceWasReplaced() {
        ToolKeys keys =
                new ToolKeys()
                        .with("dry-run", "live-dry", read("reports/dry_run/key").getBytes(UTF_8));
        passed(read("reports/dry_run/pass_signed.jsonl"), false, keys).failsWith("bad-code");
    }

    @Test
    void shouldFindTheSignatureOfARealLineRight() {
        String key = read("decision_log/keys/main.key").strip();
        ToolKeys keys = new ToolKeys().with("dry-run", "main", key.getBytes(UTF_8));
        String line = read("decision_log/cases/foreign_dry_run_entry.jsonl");
        Bench bench = dryRun("reports/dry_run/pass_report.json", "");
        bench.observations.removeIf(o -> o.item().artefact().value().equals("log"));
        bench.file("log", line);
        bench.macs = keys;

        // it is about another report; its code is right
        assertThat(
                        RuleAssert.that(bench.run("dry-run-report", DryRunReportTest.PARAMETERS))
                                .codes())
                .contains("other-report")
                .doesNotContain("bad-code", "unsigned", "not-signable", "malformed");
        assertThat(keys.asked).hasSize(1);
        assertThat(keys.verify(keys.asked.get(0))).isEqualTo(MacAnswer.VALID);

        bench.observations.removeIf(o -> o.item().artefact().value().equals("log"));
        bench.file("log", line.replace("\"orders_executed\":2", "\"orders_executed\":3"));
        assertThat(
                        RuleAssert.that(bench.run("dry-run-report", DryRunReportTest.PARAMETERS))
                                .codes())
                .contains("bad-code");
    }

    @Test
    void shouldRefuseTheDryRunOfEveryLiveEnvironment() {
        RuleAssert refused =
                RuleAssert.that(
                        dryRun(
                                        "reports/dry_run/report.json",
                                        read("reports/dry_run/pass_unsigned.jsonl"))
                                .run("dry-run-report", DryRunReportTest.PARAMETERS));
        assertThat(refused.codes())
                .contains("value-refused", "adapter-error", "log-disagrees")
                .doesNotContain("status-disagrees", "not-live", "other-configuration", "malformed");
    }

    @Test
    void shouldFindEveryAlarmOfTheInterface() {
        String log = read("ui/ui_telemetry_alerts.jsonl");
        long alarms =
                log.lines()
                        .filter(l -> l.matches(".*\"severity\": \"(warning|error|critical)\".*"))
                        .count();
        List<String> codes =
                RuleAssert.that(
                                new Bench()
                                        .file("log", log)
                                        .run("ui-telemetry", Map.of("log", "log")))
                        .codes();
        assertThat(alarms).isEqualTo(9);
        assertThat(codes).hasSize(9).containsOnly("alarm");

        String calm =
                log.lines()
                        .filter(l -> l.contains("\"severity\": \"info\""))
                        .reduce("", (all, l) -> all + l + "\n");
        RuleAssert.that(new Bench().file("log", calm).run("ui-telemetry", Map.of("log", "log")))
                .passes();
    }

    @Test
    void shouldRefuseLogsOfTheRouterAsAlerts() {
        for (String log : List.of("breaker", "partial_fill", "rejected_status")) {
            RuleAssert refused =
                    RuleAssert.that(
                            new Bench()
                                    .file("log", read("router/" + log + ".jsonl"))
                                    .run("ui-telemetry", Map.of("log", "log")));
            assertThat(refused.codes()).contains("no-member");
        }
    }

    private static List<String> stage6(String name) {
        String core = read("stage6/" + name + "_core.yaml");
        String summary = read("stage6/" + name + "_summary.json");
        Bench bench = new Bench().file("summary", summary).file("core", core);
        Path backup = FILES.resolve("stage6/" + name + "_core.yaml.bak");
        bench.file(
                "backup", Files.exists(backup) ? read("stage6/" + name + "_core.yaml.bak") : "-");
        Path vault = FILES.resolve("stage6/" + name + ".vault");
        bench.file("vault", Files.exists(vault) ? read("stage6/" + name + ".vault") : "-");
        bench.now = Instant.parse("2026-11-20T12:00:00Z");
        return RuleAssert.that(bench.run("stage6-summary", Stage6SummaryTest.PARAMETERS)).codes();
    }

    @Test
    void shouldRefuseMigrationsThatDoNotSayWhatRanOrKeepABackup() {
        // no release of the package, no revision, no diff, no backup
        for (String name : List.of("inline_pass", "abbrev_leak")) {
            assertThat(stage6(name))
                    .containsExactly(
                            "value-refused",
                            "value-refused",
                            "no-member",
                            "no-member",
                            "value-refused",
                            "no-member");
        }
        assertThat(stage6("default_backup")).doesNotContain("digest-differs", "backup-differs");
        assertThat(stage6("dry_run")).contains("value-refused");
        assertThat(stage6("empty_vault")).contains("not-written");
    }

    @Test
    void shouldAcceptARealMigrationOnceItSaysWhatIsMissing() {
        JsonObject summary =
                StrictJson.readEvidence(read("stage6/inline_pass_summary.json").getBytes(UTF_8))
                        .objectOrThrow();
        JsonObject tool =
                summary.object("tool")
                        .orElseThrow()
                        .with("version", "1.0.0")
                        .with("package_available", true)
                        .with("git_commit", Bench.COMMIT);
        JsonObject whole =
                summary.with("tool", tool)
                        .with("core_diff_requested", true)
                        .with("core_backup_requested", true)
                        .with(
                                "core_backup_checksum",
                                new JsonString(summary.requireText("core_original_checksum")));
        Bench bench =
                new Bench()
                        .file("summary", io.gatehouse.core.json.CanonicalJson.text(whole))
                        .file("core", read("stage6/inline_pass_core.yaml"))
                        .file("backup", read("stage6/core_in.yaml"))
                        .file("vault", read("stage6/inline_pass.vault"));
        RuleAssert.that(bench.run("stage6-summary", Stage6SummaryTest.PARAMETERS)).passes();
    }
}
