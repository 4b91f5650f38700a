package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Stage6SummaryTest {

    static final Map<String, Object> PARAMETERS =
            Map.of(
                    "summary", "summary", "core", "core", "backup", "backup", "vault", "vault",
                    "max-age", "P7D");

    static final String SUMMARY =
            """
            {
              "cli_invocation": {
                "argv": ["--core-config", "config/core.yaml", "--legacy-preset", "presets/gui.json",
                         "--core-backup", "config/core.yaml.bak", "--core-diff",
                         "--secret-passphrase", "***REDACTED***",
                         "--secrets-rotate-passphrase=***REDACTED***",
                         "--secret-passphrase-file", "secrets/my pass.txt"],
                "command": "--core-config config/core.yaml --legacy-preset presets/gui.json --core-backup config/core.yaml.bak --core-diff --secret-passphrase '***REDACTED***' '--secrets-rotate-passphrase=***REDACTED***' --secret-passphrase-file 'secrets/my pass.txt'"
              },
              "core_backup_checksum": "%2$s",
              "core_backup_path": "config/core.yaml.bak",
              "core_backup_requested": true,
              "core_config_destination": "config/core.yaml",
              "core_diff_requested": true,
              "core_original_checksum": "%2$s",
              "core_rendered_checksum": "%1$s",
              "dry_run": false,
              "profile_name": "stage6_gui",
              "secrets": {
                "output_checksum": "%3$s",
                "output_passphrase": {"identifier": "secrets/my pass.txt", "provided": true, "rotated": false, "source": "file", "used": true},
                "output_path": "secrets/api_keys.vault",
                "planned": 7,
                "rotation_passphrase": {"identifier": null, "provided": false, "rotated": false, "source": null, "used": false},
                "source_checksum": "%4$s",
                "source_path": "secrets/legacy.yaml",
                "written": 7
              },
              "timestamp": "2026-11-20T09:50:57.490956+00:00",
              "tool": {
                "executable": "/usr/bin/python", "git_available": true,
                "git_commit": "0123456789abcdef0123456789abcdef01234567",
                "module": "bot_core.runtime.stage6_preset_cli", "package": "dudzian-bot",
                "package_available": true, "platform": "Linux", "python": "3.11.7", "version": "1.2.0"
              },
              "warnings": []
            }
            """
                    .formatted(sum("core"), sum("backup"), sum("vault"), sum("source"));

    private static String sum(String content) {
        return Digest.sha256(content.getBytes(UTF_8)).hex();
    }

    static Bench bench(String summary) {
        return new Bench()
                .file("summary", summary)
                .file("core", "core")
                .file("backup", "backup")
                .file("vault", "vault")
                .file("source", "source");
    }

    static RuleResult result(String summary) {
        return bench(summary).run("stage6-summary", PARAMETERS);
    }

    private static RuleAssert judged(String summary) {
        return RuleAssert.that(result(summary));
    }

    private static RuleAssert summary(String before, String after) {
        assertThat(SUMMARY).contains(before);
        return judged(SUMMARY.replace(before, after));
    }

    @Test
    void shouldAcceptASummaryThatSaysAllThatTheRowAsks() {
        judged(SUMMARY).passes();
    }

    @Test
    void shouldRefuseDigestsOfOtherFiles() {
        for (String file : List.of("core", "vault")) {
            Finding finding = summary(sum(file), sum("other")).failsWith("digest-differs");
            assertThat(finding.subject()).startsWith("reports/" + file + "/");
        }
        summary(
                        "\"core_backup_checksum\": \"" + sum("backup"),
                        "\"core_backup_checksum\": \"" + sum("x"))
                .failsWith("digest-differs", "backup-differs");
        summary(
                        "\"core_original_checksum\": \"" + sum("backup"),
                        "\"core_original_checksum\": \"" + sum("x"))
                .failsWith("backup-differs");
        summary(sum("vault"), "sha256:" + sum("vault")).failsWith("wrong-kind");
    }

    @Test
    void shouldRefuseADigestThatIsNotThere() {
        for (String name :
                List.of("core_rendered_checksum", "output_checksum", "source_checksum")) {
            summary("\"" + name + "\"", "\"x_" + name + "\"").failsWith("no-member");
        }
        summary(
                        "\"core_backup_checksum\": \"" + sum("backup") + "\"",
                        "\"core_backup_checksum\": null")
                .failsWith("no-member");
    }

    @Test
    void shouldCompareTheSourceWhereItIsEvidence() {
        Map<String, Object> withSource = new java.util.HashMap<>(PARAMETERS);
        withSource.put("source", "source");
        RuleAssert.that(bench(SUMMARY).run("stage6-summary", withSource)).passes();
        RuleAssert.that(
                        bench(SUMMARY.replace(sum("source"), sum("other")))
                                .run("stage6-summary", withSource))
                .failsWith("digest-differs");
        summary("\"source_path\"", "\"source_salt_checksum\": \"12\", \"source_path\"")
                .failsWith("wrong-kind");
        summary("\"source_path\"", "\"source_salt_checksum\": null, \"source_path\"").passes();
    }

    @Test
    void shouldRefuseADryRunAndAMigrationWithoutDiffOrBackup() {
        summary("\"dry_run\": false", "\"dry_run\": true").failsWith("value-refused");
        summary("\"core_diff_requested\": true", "\"core_diff_requested\": false")
                .failsWith("value-refused");
        summary("\"core_backup_requested\": true", "\"core_backup_requested\": false")
                .failsWith("value-refused");
        summary("\"written\": 7", "\"written\": 6").failsWith("not-written");
    }

    @Test
    void shouldAdmitEverySourceThatTheRowNames() {
        String file =
                "\"identifier\": \"secrets/my pass.txt\", \"provided\": true, \"rotated\": false, \"source\": \"file\"";
        summary(file, "\"identifier\": null, \"provided\": true, \"source\": \"inline\"").passes();
        summary(file, "\"identifier\": \"STAGE6_PASS\", \"provided\": true, \"source\": \"env\"")
                .passes();
        summary(file, "\"identifier\": null, \"provided\": true, \"source\": \"vault\"")
                .failsWith("source-refused", "no-member");
        summary(file, "\"identifier\": null, \"provided\": true, \"source\": null")
                .failsWith("no-member");
        summary(file, "\"identifier\": \"x\", \"provided\": false, \"source\": \"file\"")
                .failsWith("value-refused");
    }

    @Test
    void shouldRefuseAMigrationThatWroteNothing() {
        RuleAssert.that(
                        result(
                                SUMMARY.replace("\"planned\": 7", "\"planned\": 0")
                                        .replace("\"written\": 7", "\"written\": 0")))
                .failsWith("not-written");
        RuleAssert.that(
                        result(
                                SUMMARY.replace("\"planned\": 7", "\"planned\": 1")
                                        .replace("\"written\": 7", "\"written\": 1")))
                .passes();
    }

    @Test
    void shouldRefuseAPassphraseThatWasNotUsed() {
        summary("\"source\": \"file\", \"used\": true", "\"source\": \"file\", \"used\": false")
                .failsWith("value-refused");
        summary(
                        "\"identifier\": \"secrets/my pass.txt\", \"provided\": true",
                        "\"identifier\": null, \"provided\": true")
                .failsWith("no-member");
    }

    @Test
    void shouldLetADefinitionNarrowTheSources() {
        Map<String, Object> narrow = new java.util.HashMap<>(PARAMETERS);
        narrow.put("sources", List.of("env"));
        RuleAssert.that(bench(SUMMARY).run("stage6-summary", narrow)).failsWith("source-refused");
        narrow.put("sources", List.of("prompt"));
        RuleAssert.that(bench(SUMMARY).run("stage6-summary", narrow)).errsWith("bad-parameters");
    }

    @Test
    void shouldRefuseOtherPassphrasesWithoutASource() {
        summary(
                        "\"rotation_passphrase\": {\"identifier\": null, \"provided\": false",
                        "\"rotation_passphrase\": {\"identifier\": null, \"provided\": true")
                .failsWith("no-member");
        summary(
                        "\"source_path\"",
                        "\"legacy_security_passphrase\": {\"provided\": true, \"source\": \"env\", \"identifier\": \"hunter 2\"}, \"source_path\"")
                .failsWith("not-redacted");
    }

    @Test
    void shouldRefuseAPassphraseInTheInvocation() {
        String secret = "correct horse";
        for (String[] change :
                new String[][] {
                    {
                        "\"--secret-passphrase\", \"***REDACTED***\"",
                        "\"--secret-passphrase\", \"correct horse\""
                    },
                    {
                        "--secrets-rotate-passphrase=***REDACTED***\",",
                        "--secrets-rotate-passphrase=correct horse\","
                    },
                    {
                        "--secrets-rotate-passphrase=***REDACTED***\",",
                        "--legacy-security-passphrase=correct horse\","
                    },
                    {
                        "\"--secret-passphrase\", \"***",
                        "\"--api-token\", \"correct horse\", \"--secret-passphrase\", \"***"
                    },
                    {"\"--core-diff\",", "\"--core-diff\", \"correct horse\","},
                    {"\"***REDACTED***\",\n", "\"***REDACTED***\", \"correct horse\",\n"},
                }) {
            RuleAssert refused = summary(change[0], change[1]);
            assertThat(refused.codes()).containsAnyOf("not-redacted", "stray-argument");
            assertThat(refused.toString()).doesNotContain(secret);
        }
    }

    @Test
    void shouldRefuseACommandThatSaysMoreThanItsArguments() {
        summary("--secret-passphrase '***REDACTED***'", "--secret-passphrase 'correct horse'")
                .failsWith("command-differs");
        summary("'secrets/my pass.txt'\"", "'secrets/my pass.txt\"").failsWith("command-differs");
        summary("\"command\"", "\"line\"").failsWith("no-member");
        summary("\"argv\"", "\"arguments\"").failsWith("no-member");
    }

    @Test
    void shouldRefuseAnInvocationThatIsNone() {
        String argv =
                SUMMARY.substring(SUMMARY.indexOf("\"argv\": ["), SUMMARY.indexOf("\"command\""));
        summary(argv, "\"argv\": [], ").failsWith("no-member");
        summary(argv, "\"argv\": [\"--core-diff\", 1], ").failsWith("wrong-kind");
        // flags cut short, and flags that name a file or a variable
        String cut = "\"--core-diff\",";
        assertThat(summary(cut, "\"--core-diff\", \"--secret-pass=x\",").codes())
                .contains("not-redacted");
        assertThat(summary(cut, "\"--core-diff\", \"--secret-pass=\",").codes())
                .contains("not-redacted");
        assertThat(summary(cut, "\"--core-diff\", \"--secret-passphrase-env=PASS\",").codes())
                .doesNotContain("not-redacted");
        assertThat(summary(cut, "\"--core-diff\", \"--API-KEY\", \"x\",").codes())
                .contains("not-redacted");
    }

    @Test
    void shouldFindAPassphraseInListsAndBelow() {
        summary("\"warnings\": []", "\"warnings\": [], \"notes\": [{\"token\": \"x\"}]")
                .failsWith("not-redacted");
        summary(
                        "\"warnings\": []",
                        "\"warnings\": [], \"notes\": {\"a\": [[{\"old_passphrase\": \"x\"}]]}")
                .failsWith("not-redacted");
        summary(
                        "\"warnings\": []",
                        "\"warnings\": [], \"notes\": [{\"token\": \"***REDACTED***\"}]")
                .passes();
    }

    @Test
    void shouldRefuseAPassphraseElsewhere() {
        summary("\"profile_name\"", "\"passphrase\": \"correct horse\", \"profile_name\"")
                .failsWith("not-redacted");
        summary("\"source_path\"", "\"rotation_passphrase_note\": \"x\", \"source_path\"").passes();
        summary(
                        "\"identifier\": \"secrets/my pass.txt\", \"provided\": true, \"rotated\": false, \"source\": \"file\"",
                        "\"identifier\": \"correct horse\", \"provided\": true, \"source\": \"inline\"")
                .failsWith("not-redacted");
    }

    @Test
    void shouldNotRepeatAPassphraseThatStandsInAWrongPlace() {
        RuleAssert refused =
                judged(
                        SUMMARY.replaceAll(
                                "\"output_passphrase\": \\{[^}]*}",
                                "\"output_passphrase\": \"correct horse\""));
        assertThat(refused.codes()).containsExactlyInAnyOrder("wrong-kind", "not-redacted");
        assertThat(refused.toString()).doesNotContain("correct horse");
    }

    @Test
    void shouldRefuseAToolThatIsNotFullyNamed() {
        for (String name : List.of("executable", "python", "package", "version", "git_commit")) {
            summary("\"" + name + "\"", "\"x_" + name + "\"").failsWith("no-member");
        }
        summary("\"package_available\": true", "\"package_available\": false")
                .failsWith("value-refused");
        summary("0123456789abcdef0123456789abcdef01234567", "main").failsWith("wrong-kind");
    }

    @Test
    void shouldLeaveWarningsToAReferenceThatCanBeWaived() {
        summary("\"warnings\": []", "\"warnings\": [\"no checksum\"]").passes();
        summary("\"warnings\": []", "\"warnings\": [7]").failsWith("wrong-kind");
        summary("\"warnings\": []", "\"alerts\": []").failsWith("no-member");
    }

    @Test
    void shouldRefuseAnOldSummary() {
        Bench bench = bench(SUMMARY);
        bench.now = Instant.parse("2026-11-27T09:50:58Z");
        RuleAssert.that(bench.run("stage6-summary", PARAMETERS)).failsWith("stale");
    }

    @Test
    void shouldWaitForTheFiles() {
        Bench bench =
                new Bench()
                        .artefact("summary")
                        .artefact("core")
                        .artefact("backup")
                        .artefact("vault");
        RuleAssert.that(bench.run("stage6-summary", PARAMETERS)).waitsWith("missing");
        Bench alone =
                new Bench()
                        .file("summary", SUMMARY)
                        .artefact("core")
                        .artefact("backup")
                        .artefact("vault");
        RuleAssert.that(alone.run("stage6-summary", PARAMETERS))
                .waitsWith("missing", "missing", "missing");
    }

    @Test
    void shouldNotDecideOnWhatCannotBeRead() {
        judged("{").errsWith("malformed");
        judged("[]").errsWith("malformed");
    }
}
