package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.testing.Shared;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verdict that the existing verifier is known to have given, and why. */
class VerdictsTest {

    private static final int CASES = 131;

    @TempDir private Path reports;

    @Test
    void shouldAnswerAsTheExistingVerifierDid() throws IOException {
        Path oracle = Shared.require("interop/decision_log/verify.json").getParent().getParent();
        JsonArray cases =
                (JsonArray)
                        StrictJson.readEvidence(
                                        Files.readAllBytes(
                                                oracle.resolve("decision_log/verify.json")))
                                .orThrow();
        List<String> differences = new ArrayList<>();
        int tried = 0;
        int crashes = 0;
        for (JsonValue value : cases.values()) {
            JsonObject known = (JsonObject) value;
            CompatResult result = run(known, oracle);
            long exit = known.integer("exit_code").orElseThrow();
            boolean same =
                    result.exitCode() == exit
                            && result.reason().code().equals(known.requireText("reason"))
                            && known.integer("entries_verified")
                                    .map(n -> n == result.entries())
                                    .orElse(true)
                            && known.text("schema_path")
                                    .map(p -> result.details().contains(p))
                                    .orElse(true)
                            && known.integer("line")
                                    .map(n -> n == result.line().orElse(-1))
                                    .orElse(true);
            if (!same) {
                differences.add(known + "\n  " + result);
            }
            tried++;
            crashes += exit == 1 ? 1 : 0;
        }
        System.out.printf(
                "compat verdicts: %d of %d as known, %d of them where the original broke off%n",
                tried - differences.size(), tried, crashes);
        assertThat(differences).isEmpty();
        assertThat(tried).isEqualTo(CASES);
        assertThat(crashes).isPositive();
    }

    private CompatResult run(JsonObject known, Path oracle) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (JsonValue argument : known.array("args")) {
            arguments.add(
                    ((JsonString) argument)
                            .value()
                            .replace("$ORACLE/decision_log/summary", reports.toString())
                            .replace("$ORACLE", oracle.toString()));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        known.object("env")
                .orElseThrow()
                .members()
                .forEach((name, v) -> environment.put(name, ((JsonString) v).value()));
        boolean piped = known.flag("stdin").orElse(false);
        try (InputStream in =
                piped
                        ? Files.newInputStream(oracle.resolve(known.requireText("file")))
                        : new ByteArrayInputStream(new byte[0])) {
            return CompatVerification.run(
                    arguments, new CompatInputs(environment, in, oracle, oracle, Instant.EPOCH));
        }
    }
}
