package io.gatehouse.adapter.coreconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreConfigActionTest {

    private static final JsonObject WITH =
            JsonObject.builder()
                    .put("config", "config/core.yaml")
                    .put("profile", "demo")
                    .put("report", "reports/config_validation/demo.json")
                    .put("junit", "reports/config_validation/demo.xml")
                    .build();

    @TempDir Path root;

    private final CoreConfigAction action = new CoreConfigAction();

    @BeforeEach
    void place() throws IOException {
        Files.createDirectories(root.resolve("config"));
        config("own: 1\n");
    }

    private void config(String yaml) throws IOException {
        Files.writeString(root.resolve("config/core.yaml"), yaml);
    }

    private Outcome run(JsonObject with) {
        return action.run(
                new Request(
                        "key",
                        new PromotionId("p-1"),
                        "step",
                        1,
                        with,
                        root,
                        Duration.ofMinutes(1),
                        new TreeMap<>()));
    }

    private JsonObject facts(JsonObject with) {
        assertThat(run(with)).isInstanceOf(Outcome.Succeeded.class);
        return ((Outcome.Succeeded) run(with)).facts();
    }

    private String fails(JsonObject with) {
        Outcome outcome = run(with);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        Finding finding = ((Outcome.Failed) outcome).findings().get(0);
        assertThat(finding.remedy()).isNotBlank();
        return finding.code();
    }

    @Test
    void shouldWriteBothReportsAndRememberTheirDigests() throws IOException {
        JsonObject facts = facts(WITH);
        byte[] report = Files.readAllBytes(root.resolve("reports/config_validation/demo.json"));
        byte[] config = Files.readAllBytes(root.resolve("config/core.yaml"));

        assertThat(facts.requireText("verdict")).isEqualTo("PASS");
        assertThat(facts.requireText("report_sha384"))
                .isEqualTo(DigestPair.of(report).sha384().value());
        assertThat(facts.requireText("config_sha384"))
                .isEqualTo(DigestPair.of(config).sha384().value());
        assertThat(new String(report, StandardCharsets.UTF_8))
                .contains(DigestPair.of(config).sha256().value());
        assertThat(root.resolve("reports/config_validation/demo.xml")).isNotEmptyFile();
    }

    @Test
    void shouldReportErrorsWithoutFailingItself() throws IOException {
        config("runtime: {compliance_confirmed: true}\n");

        assertThat(facts(WITH).requireText("verdict")).isEqualTo("FAIL");
        assertThat(Files.readString(root.resolve("reports/config_validation/demo.json")))
                .contains("compliance_confirmed_by_hand");
    }

    @Test
    void shouldWriteTheSameBytesAgain() throws IOException {
        assertThat(action.repeatable()).isTrue();
        assertThat(facts(WITH)).isEqualTo(facts(WITH));
    }

    @Test
    void shouldFailWithoutAFileAndWriteNothing() throws IOException {
        Files.delete(root.resolve("config/core.yaml"));

        assertThat(fails(WITH)).isEqualTo("missing");
        assertThat(root.resolve("reports")).doesNotExist();
    }

    @Test
    void shouldLookAtNothingOutsideOfTheWorkspace(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("core.yaml"), "own: 1\n");
        Files.delete(root.resolve("config/core.yaml"));
        Files.createSymbolicLink(root.resolve("config/core.yaml"), outside.resolve("core.yaml"));

        assertThat(fails(WITH)).isEqualTo("missing");
    }

    @Test
    void shouldNotWriteThroughAPlantedLink(@TempDir Path outside) throws IOException {
        Files.createSymbolicLink(root.resolve("reports"), outside);

        assertThat(fails(WITH)).isEqualTo("not-written");
        assertThat(outside.resolve("config_validation/demo.json")).doesNotExist();
    }

    @Test
    void shouldSeeTheFilesThatTheConfigurationNames(@TempDir Path outside) throws IOException {
        Files.writeString(root.resolve("config/there.yaml"), "x");
        Files.writeString(outside.resolve("secret.yaml"), "x");
        Files.createSymbolicLink(root.resolve("config/link.yaml"), outside.resolve("secret.yaml"));
        for (Map.Entry<String, String> one :
                Map.of(
                                "there.yaml", "PASS",
                                "../config/there.yaml", "PASS",
                                "gone.yaml", "FAIL",
                                "link.yaml", "FAIL",
                                "../../etc/passwd", "FAIL",
                                "/etc/passwd", "FAIL",
                                "a\\0b", "FAIL")
                        .entrySet()) {
            config(
                    "runtime: {metrics_service: {ui_alerts_risk_profiles_file: \""
                            + one.getKey()
                            + "\"}}\n");
            assertThat(facts(WITH).requireText("verdict"))
                    .as(one.getKey())
                    .isEqualTo(one.getValue());
        }
    }

    @Test
    void shouldRefuseParametersThatItDoesNotKnow() {
        assertThat(action.lint(WITH)).isEmpty();
        assertThat(action.lint(WITH.with("program", "x")))
                .containsExactly("unknown parameter 'program'");
        assertThat(action.lint(WITH.with("config", "../core.yaml"))).hasSize(1);
        assertThat(action.lint(WITH.with("config", "/etc/passwd"))).hasSize(1);
        assertThat(action.lint(WITH.with("profile", "testnet"))).hasSize(1);
        assertThat(action.lint(WITH.with("report", "config/core.json"))).hasSize(1);
        assertThat(action.lint(WITH.with("report", "reports/x.yaml"))).hasSize(1);
        assertThat(action.lint(WITH.with("junit", "reports/../secrets/x.xml"))).hasSize(1);
        assertThat(action.lint(JsonObject.EMPTY)).hasSize(3);
        assertThat(fails(WITH.with("profile", "testnet"))).isEqualTo("bad-parameters");
    }
}
