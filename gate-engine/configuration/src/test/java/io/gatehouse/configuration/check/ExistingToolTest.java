package io.gatehouse.configuration.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The existing tool's verdicts on 32 configurations, and ours when only what it says counts. */
class ExistingToolTest {

    private static final Path INTEROP =
            Path.of(System.getProperty("gatehouse.root"), "..", "shared", "interop");

    private static List<JsonObject> cases;

    @BeforeAll
    static void read() throws IOException {
        Path results = INTEROP.resolve("validate_config/results.json");
        assumeTrue(
                Files.exists(results),
                "skipped: reference material is absent: interop/validate_config/results.json");
        cases =
                ((JsonArray) StrictJson.readEvidence(Files.readAllBytes(results)).orThrow())
                        .values().stream().map(JsonObject.class::cast).toList();
    }

    private static Path file(JsonObject one) {
        return INTEROP.resolve(
                one.requireText("config").replace("$UPSTREAM/", "").replace("$ORACLE/", ""));
    }

    private static ConfigValidation validate(JsonObject one) throws IOException {
        List<String> arguments =
                one.array("args").stream().map(v -> ((JsonString) v).value()).toList();
        int at = arguments.indexOf("--profile");
        Path file = file(one);
        return ConfigValidation.of(
                Files.readAllBytes(file),
                new ConfigProfile(at < 0 ? "" : arguments.get(at + 1)),
                new FolderFiles(file.getParent()));
    }

    private static List<String> codes(ConfigValidation validation, ConfigCode.Severity severity) {
        return validation.findings().stream()
                .map(ConfigFinding::code)
                .filter(code -> code.origin() == ConfigCode.Origin.EXISTING)
                .filter(code -> code.severity() == severity)
                .map(ConfigCode::id)
                .sorted()
                .toList();
    }

    private static List<String> given(JsonObject one, String member) {
        return one.array(member).stream()
                .map(v -> ((JsonObject) v).requireText("code"))
                .sorted()
                .toList();
    }

    private static boolean isCrash(JsonObject one) {
        return one.find("loader_exception").filter(JsonString.class::isInstance).isPresent();
    }

    @Test
    void shouldAgreeOnValidityInEveryCaseWhenOnlyWhatTheExistingToolSaysCounts()
            throws IOException {
        List<String> differ = new ArrayList<>();
        for (JsonObject one : cases) {
            // where the existing tool breaks off, the file is not valid for it either
            boolean valid = one.find("valid").filter(JsonBoolean.TRUE::equals).isPresent();
            if (validate(one).isValidForExistingTool() != valid) {
                differ.add(one.requireText("name"));
            }
        }
        System.out.println(
                "existing tool's verdicts: "
                        + (cases.size() - differ.size())
                        + " of "
                        + cases.size());
        assertThat(differ).isEmpty();
        assertThat(cases).hasSize(32);
    }

    @Test
    void shouldGiveTheSameCodesWhereTheExistingToolsAreKnown() throws IOException {
        int compared = 0;
        for (JsonObject one : cases) {
            if (isCrash(one)) {
                continue;
            }
            ConfigValidation validation = validate(one);
            assertThat(codes(validation, ConfigCode.Severity.ERROR))
                    .as(one.requireText("name"))
                    .isEqualTo(given(one, "errors"));
            assertThat(codes(validation, ConfigCode.Severity.WARNING))
                    .as(one.requireText("name"))
                    .isEqualTo(given(one, "warnings"));
            compared++;
        }
        assertThat(compared).isEqualTo(29);
    }

    @Test
    void shouldFindInsteadOfBreakingOff() throws IOException {
        List<String> codes = new ArrayList<>();
        for (JsonObject one : cases) {
            if (isCrash(one)) {
                codes.addAll(codes(validate(one), ConfigCode.Severity.ERROR));
            }
        }
        assertThat(codes)
                .containsExactly(
                        "alert_expression_missing",
                        "audit_backend_unknown",
                        "environment_field_missing");
    }

    @Test
    void shouldTakeTheDigestsThatTheExistingToolsWriterTakes() throws IOException {
        for (JsonObject one : cases) {
            ConfigValidation validation = validate(one);
            assertThat(validation.digests().sha256().hex()).isEqualTo(one.requireText("sha256"));
            assertThat(validation.digests().sha384().hex()).isEqualTo(one.requireText("sha384"));
        }
    }

    @Test
    void shouldRefuseWhatTheExistingToolLetsPass() throws IOException {
        for (JsonObject one : cases) {
            List<String> ours =
                    validate(one).errors().stream()
                            .filter(f -> f.code().origin() == ConfigCode.Origin.OURS)
                            .map(f -> f.code().id())
                            .distinct()
                            .toList();
            switch (one.requireText("name")) {
                case "empty_yaml" -> assertThat(ours).containsExactly("file_empty");
                case "compliance_confirmed_present" ->
                        assertThat(ours).contains("compliance_confirmed_by_hand");
                case "execution_live_present" -> assertThat(ours).contains("execution_live_early");
                case "tls_pin_bad" -> assertThat(ours).contains("tls_pin_incomplete");
                case "min_valid" -> assertThat(ours).containsExactly("live_readiness_missing");
                case "risk_zero" -> assertThat(ours).contains("live_risk_limit_zero");
                default -> assertThat(ours).isNotNull();
            }
        }
    }

    @Test
    void shouldLeaveNothingThatCannotBeWaivedInTheConfigurationInUse() throws IOException {
        Path file = INTEROP.resolve("config/core.yaml");
        for (ConfigProfile profile : ConfigProfile.KNOWN) {
            ConfigValidation validation =
                    ConfigValidation.of(
                            Files.readAllBytes(file), profile, new FolderFiles(file.getParent()));
            assertThat(validation.isValid()).isFalse();
            assertThat(validation.errors())
                    .filteredOn(f -> !f.code().waivable())
                    .extracting(f -> f.code().id())
                    .containsExactlyElementsOf(
                            profile.equals(ConfigProfile.LIVE)
                                    ? List.of("execution_live_missing", "prometheus_alerts_missing")
                                    : List.of());
        }
    }
}
