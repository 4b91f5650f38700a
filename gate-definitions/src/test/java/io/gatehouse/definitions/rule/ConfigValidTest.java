package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.configuration.check.ConfigFiles;
import io.gatehouse.configuration.check.ConfigProfile;
import io.gatehouse.configuration.check.ConfigReport;
import io.gatehouse.configuration.check.ConfigValidation;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.ActionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigValidTest {

    private static final String SOUND = "own: 1\n";
    private static final String DUPLICATE = "own: 1\nown: 2\n";
    private static final String UNWAIVABLE = "runtime: {compliance_confirmed: true}\n";
    private static final String PROFILES =
            "runtime: {metrics_service: {ui_alerts_risk_profiles_file: p.yaml}}\n";
    private static final ConfigFiles NO_FILES =
            path -> Optional.of(new ConfigFiles.Sight.Absent("no such file"));

    private static Map<String, Object> demand(String... more) {
        Map<String, Object> demand = new HashMap<>();
        demand.put("artefact", "config");
        demand.put("profile", "demo");
        for (int i = 0; i < more.length; i += 2) {
            demand.put(more[i], more[i + 1]);
        }
        return demand;
    }

    private static String report(String config, ConfigProfile profile) {
        return new String(
                new ConfigReport(
                                "config/core.yaml",
                                ConfigValidation.of(config.getBytes(UTF_8), profile, NO_FILES))
                        .fileBytes(),
                UTF_8);
    }

    private static Bench bench(String config, String report) {
        return new Bench().file("config", config).file("report", report);
    }

    @Test
    void shouldPassASoundConfiguration() {
        RuleAssert.that(new Bench().file("config", SOUND).run("config-valid", demand())).passes();
        RuleAssert.that(
                        bench(SOUND, report(SOUND, ConfigProfile.DEMO))
                                .run("config-valid", demand("report", "report")))
                .passes();
    }

    @Test
    void shouldJudgeTheBytesAndNotTheReport() {
        // a report that says PASS about these very bytes, written by somebody else
        String forged =
                report(SOUND, ConfigProfile.DEMO)
                        .replace(
                                Digest.sha384(SOUND.getBytes(UTF_8)).value(),
                                Digest.sha384(UNWAIVABLE.getBytes(UTF_8)).value());
        RuleAssert.that(bench(UNWAIVABLE, forged).run("config-valid", demand("report", "report")))
                .failsWith("compliance_confirmed_by_hand");
    }

    @Test
    void shouldNamePathAndLineOfEachFault() {
        Finding finding =
                RuleAssert.that(
                                new Bench()
                                        .file("config", UNWAIVABLE)
                                        .run("config-valid", demand()))
                        .failsWith("compliance_confirmed_by_hand");
        assertThat(finding.subject()).isEqualTo("runtime.compliance_confirmed (line 1, column 33)");
    }

    @Test
    void shouldTakeWhatRestsOnFilesFromTheReport() {
        RuleAssert.that(new Bench().file("config", PROFILES).run("config-valid", demand()))
                .passes();
        RuleAssert.that(
                        bench(PROFILES, report(PROFILES, ConfigProfile.DEMO))
                                .run("config-valid", demand("report", "report")))
                .failsWith("ui_profiles_file_missing");
    }

    @Test
    void shouldRefuseAReportAboutAnotherFileOrProfile() {
        RuleAssert.that(
                        bench(SOUND, report("other: 1\n", ConfigProfile.DEMO))
                                .run("config-valid", demand("report", "report")))
                .failsWith("report-about-something-else");
        RuleAssert.that(
                        bench(SOUND, report(SOUND, ConfigProfile.PAPER))
                                .run("config-valid", demand("report", "report")))
                .failsWith("report-about-something-else", "profile_without_environment");
        RuleAssert.that(bench(SOUND, "{}").run("config-valid", demand("report", "report")))
                .errsWith(
                        "report-about-something-else",
                        "report-about-something-else",
                        "report-about-something-else",
                        "malformed");
    }

    @Test
    void shouldNotTakeAReportWithoutItsFindingsForOneThatFoundNothing() {
        String whole = report(PROFILES, ConfigProfile.DEMO);
        assertThat(whole).contains("\"valid\":false", "ui_profiles_file_missing");
        String emptied = whole.replaceFirst("\"findings\":\\[.*?]", "\"findings\":[]");
        RuleAssert.that(bench(PROFILES, emptied).run("config-valid", demand("report", "report")))
                .failsWith("report-disagrees");
        String without = whole.replaceFirst("\"findings\":\\[.*?],", "");
        RuleAssert.that(bench(PROFILES, without).run("config-valid", demand("report", "report")))
                .errsWith("malformed");
        String flagOnly = report(SOUND, ConfigProfile.DEMO).replace("\"PASS\"", "\"FAIL\"");
        RuleAssert.that(bench(SOUND, flagOnly).run("config-valid", demand("report", "report")))
                .failsWith("report-disagrees");
    }

    @Test
    void shouldNotUnderstandAnotherForm() {
        String strange =
                report(SOUND, ConfigProfile.DEMO)
                        .replaceFirst("\"findings\":\\[.*?\\]", "\"findings\":[{\"code\":\"x\"}]");
        RuleAssert.that(bench(SOUND, strange).run("config-valid", demand("report", "report")))
                .errsWith("malformed");
        RuleAssert.that(bench(SOUND, "not json").run("config-valid", demand("report", "report")))
                .errsWith("malformed");
    }

    @Test
    void shouldBelieveARunOnlyWhenItSucceeded() {
        String text = report(SOUND, ConfigProfile.DEMO);
        Bench bench = bench(SOUND, text);
        bench.facts = JsonObject.of("report_sha384", Digest.sha384(text.getBytes(UTF_8)).value());
        // another program writes no report of ours: nothing binds it
        bench.action = Optional.of(Bench.command("labs"));
        RuleAssert.that(bench.run("config-valid", demand("report", "report"))).passes();
        bench.action =
                Optional.of(
                        new ActionDefinition(
                                new AdapterId("core-config"),
                                JsonObject.EMPTY,
                                Duration.ofMinutes(1)));
        for (ActionState.Phase phase : ActionState.Phase.values()) {
            bench.actionState = Optional.of(new ActionState("key", 1, phase, Bench.NOW));
            RuleAssert judged =
                    RuleAssert.that(bench.run("config-valid", demand("report", "report")));
            if (phase == ActionState.Phase.SUCCEEDED) {
                judged.passes();
            } else {
                assertThat(judged.failsWith("report-not-of-this-run").expected())
                        .isEqualTo("a finished run of the validation");
            }
        }
    }

    @Test
    void shouldBindTheReportToTheRunThatWroteIt() {
        String text = report(SOUND, ConfigProfile.DEMO);
        Bench bench = bench(SOUND, text);
        bench.action =
                Optional.of(
                        new ActionDefinition(
                                new AdapterId("core-config"),
                                JsonObject.EMPTY,
                                Duration.ofMinutes(1)));
        RuleAssert.that(bench.run("config-valid", demand("report", "report")))
                .failsWith("report-not-of-this-run");

        bench.actionState =
                Optional.of(new ActionState("key", 1, ActionState.Phase.SUCCEEDED, Bench.NOW));
        bench.facts = JsonObject.of("report_sha384", Digest.ZERO.value());
        RuleAssert.that(bench.run("config-valid", demand("report", "report")))
                .failsWith("report-not-of-this-run");

        bench.facts = JsonObject.of("report_sha384", Digest.sha384(text.getBytes(UTF_8)).value());
        RuleAssert.that(bench.run("config-valid", demand("report", "report"))).passes();
    }

    @Test
    void shouldTellWhatNobodyMayLetStandFromWhatTwoMay() {
        Map<String, Object> only = demand("only", "unwaivable");
        RuleAssert.that(new Bench().file("config", DUPLICATE).run("config-valid", only)).passes();
        RuleAssert.that(new Bench().file("config", DUPLICATE).run("config-valid", demand()))
                .failsWith("key_duplicate");
        RuleAssert.that(new Bench().file("config", UNWAIVABLE).run("config-valid", only))
                .failsWith("compliance_confirmed_by_hand");
    }

    @Test
    void shouldRefuseSeveralCandidatesNoneAndAnEmptyOne() {
        RuleAssert.that(
                        new Bench()
                                .file("config", SOUND)
                                .file("config", SOUND + "b: 1\n")
                                .run("config-valid", demand()))
                .failsWith("several-candidates");
        RuleAssert.that(new Bench().artefact("config").run("config-valid", demand()))
                .waitsWith("missing");
        RuleAssert.that(new Bench().file("config", "# none\n").run("config-valid", demand()))
                .failsWith("file_empty");
    }

    @Test
    void shouldRefuseParametersThatItDoesNotKnow() {
        RuleAssert.that(
                        new Bench()
                                .file("config", SOUND)
                                .run("config-valid", demand("profile", "testnet")))
                .errsWith("bad-parameters");
        RuleAssert.that(
                        new Bench()
                                .file("config", SOUND)
                                .run("config-valid", demand("only", "ours")))
                .errsWith("bad-parameters");
    }

    @Test
    void shouldSayHowManyMoreThereAre() {
        StringBuilder many = new StringBuilder("risk_profiles:\n");
        for (int i = 0; i < 30; i++) {
            many.append("  p").append(i).append(": {}\n");
        }
        Bench bench = new Bench().file("config", many.toString());
        assertThat(bench.run("config-valid", demand()).findings())
                .hasSize(101)
                .last()
                .matches(f -> f.code().equals("more") && f.observed().equals("110 more errors"));
    }
}
