package io.gatehouse.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionParametersTest {

    private static final Set<String> KNOWN = Set.of("config", "mode");
    private static final Pattern MODE = Pattern.compile("pilot|full");

    @Test
    void shouldFindNothingWrongWithParametersAsDocumented() {
        JsonObject with = JsonObject.of("config", "config/core.yaml").with("mode", "pilot");

        assertThat(faults(with)).isEmpty();
        assertThat(faults(with.without("mode"))).isEmpty();
    }

    @Test
    void shouldTellEveryFault() {
        JsonObject with = JsonObject.of("konfig", "x").with("mode", "half");

        assertThat(faults(with))
                .containsExactly(
                        "unknown parameter 'konfig'",
                        "parameter 'config' must be a path below the workspace",
                        "parameter 'mode' must be pilot or full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../core.yaml",
                "a/../../b",
                "a//b",
                "a/",
                ".hidden",
                "a/.git/b",
                "a\\b",
                "a b",
                "a\nb"
            })
    void shouldRefuseAPathThatCouldLeaveTheWorkspace(String path) {
        assertThat(faults(JsonObject.of("config", path)))
                .containsExactly("parameter 'config' must be a path below the workspace");
    }

    @Test
    void shouldRefuseAPathOfAnotherTypeOrWithoutEnd() {
        assertThat(faults(JsonObject.of("config", 7))).hasSize(1);
        assertThat(faults(JsonObject.of("config", "a".repeat(501)))).hasSize(1);
        assertThat(faults(JsonObject.of("config", "a/".repeat(16) + "a"))).hasSize(1);
        assertThat(faults(JsonObject.of("config", "a/".repeat(15) + "a"))).isEmpty();
    }

    @Test
    void shouldSayTheFirstFaultAsAFinding() {
        assertThat(ActionParameters.refusal("labs-run", new AdapterId("risk-labs"), List.of("a")))
                .isEqualTo(
                        Finding.of(
                                "labs-run",
                                "bad-parameters",
                                "risk-labs",
                                "parameters as documented",
                                "a",
                                "mend the definition: gatehouse gate lint"));
    }

    private static List<String> faults(JsonObject with) {
        return new ActionParameters(with, KNOWN)
                .path("config")
                .optionalText("mode", MODE, "pilot or full")
                .faults();
    }
}
