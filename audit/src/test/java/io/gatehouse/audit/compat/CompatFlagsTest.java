package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.testkit.Mutations;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arguments as argparse takes them, and the environment beneath them. */
class CompatFlagsTest {

    private static final int INPUTS = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 5_000;

    @Test
    void shouldTakeUniqueBeginningsAndBothSpellings() throws CompatFailure {
        CompatFlags flags =
                CompatFlags.parse(
                        List.of("--report=r.json", "log", "--max", "a=1", "--max-event-count=b=2"));

        assertThat(flags.path()).contains("log");
        assertThat(flags.one("--report-output")).contains("r.json");
        assertThat(flags.many("--max-event-count")).containsExactly("a=1", "b=2");
        assertThat(CompatFlags.parse(List.of("--", "--log")).path()).contains("--log");
        assertThat(CompatFlags.parse(List.of("-1")).path()).contains("-1");
        assertThat(CompatFlags.parse(List.of("-")).path()).contains("-");
        assertThat(CompatFlags.parse(List.of("--unknown", "--help")).has("--help")).isTrue();
    }

    @Test
    void shouldRefuseWhatArgparseRefuses() {
        for (List<String> words :
                List.of(
                        List.of("--strict"),
                        List.of("log", "more"),
                        List.of("log", "--log", "x"),
                        List.of("--require", "log"),
                        List.of("--require-tls-materials", "root_cert"),
                        List.of("--schema"),
                        List.of("--schema", "--allow-unsigned"),
                        List.of("--schema", "--", "x"),
                        List.of("--allow-unsigned=yes"),
                        List.of("--expect-mode", "xml"),
                        List.of("-hx"),
                        List.of("-x"))) {
            assertThatThrownBy(() -> CompatFlags.parse(words))
                    .as(words.toString())
                    .isInstanceOfSatisfying(
                            CompatFailure.class,
                            e -> assertThat(e.reason()).isEqualTo(CompatReason.USAGE));
        }
    }

    @Test
    void shouldReadTheEnvironmentWhereAnOptionIsAbsent() {
        Map<String, String> environment =
                Map.of(
                        "BOT_CORE_VERIFY_DECISION_LOG_ALLOW_UNSIGNED", "yes",
                        "BOT_CORE_VERIFY_DECISION_LOG_PATH", "-",
                        "BOT_CORE_VERIFY_DECISION_LOG_MAX_EVENT_COUNTS_JSON", "{\"jank\":0}");
        String line = "{\"event\":\"jank\"}\n";

        assertThat(run(environment, line).reason()).isEqualTo(CompatReason.EVENT_ABOVE_MAX);
        assertThat(run(environment, line, "--max", "jank=1").reason()).isEqualTo(CompatReason.OK);
        assertThat(
                        run(
                                        Map.of(
                                                "BOT_CORE_VERIFY_DECISION_LOG_ALLOW_UNSIGNED",
                                                "perhaps"),
                                        line,
                                        "-")
                                .reason())
                .isEqualTo(CompatReason.USAGE);
    }

    @Test
    void shouldHoldMetadataAgainstWhatIsExpected() {
        String log =
                "{\"kind\":\"metadata\",\"metadata\":{\"mode\":\"grpc\",\"use_tls\":true,"
                        + "\"auth_token_provided\":true,\"auth_token_scope_checked\":true,"
                        + "\"auth_token_scopes\":[\"Trading\"],\"filters\":{\"limit\":5},"
                        + "\"tls_materials\":{\"root_cert\":true},\"risk_service\":{\"tls_enabled\":true,\"pinned_fingerprints\":[\"AA:BB\"]}}}\n"
                        + "{\"event\":\"x\"}\n";
        for (List<String> holds :
                List.of(
                        List.of("--expect-mode", "grpc", "--require-tls"),
                        List.of("--require-auth-scope", "trading"),
                        List.of("--expect-filter", "limit=5.0"),
                        List.of("--require-tls-material", "root_cert"),
                        List.of("--require-risk-service-tls"),
                        List.of("--expect-risk-service-server-sha256", "aabb"))) {
            assertThat(run(log, holds).reason()).as(holds.toString()).isEqualTo(CompatReason.OK);
        }
        for (List<String> differs :
                List.of(
                        List.of("--expect-mode", "jsonl"),
                        List.of("--require-auth-scope", "admin"),
                        List.of("--expect-filter", "limit=6"),
                        List.of("--expect-summary-enabled"),
                        List.of("--require-tls-material", "client_key"),
                        List.of("--expect-server-sha256", "aabb"),
                        List.of("--expect-endpoint", "host:1"))) {
            assertThat(run(log, differs).reason())
                    .as(differs.toString())
                    .isEqualTo(CompatReason.METADATA_DIFFERS);
        }
        assertThat(run(log, List.of("--require-risk-service-scope", "x")).reason())
                .isEqualTo(CompatReason.RISK_SERVICE_DIFFERS);
        assertThat(run(log, List.of("--core-config", "core.yaml")).exitCode()).isEqualTo(3);
    }

    private static CompatResult run(String log, List<String> more) {
        List<String> words = new ArrayList<>(List.of("-", "--allow-unsigned"));
        words.addAll(more);
        return run(Map.of(), log, words.toArray(String[]::new));
    }

    private static CompatResult run(
            Map<String, String> environment, String log, String... arguments) {
        Path nowhere = Path.of("target", "no-such-directory");
        return CompatVerification.run(
                List.of(arguments),
                new CompatInputs(
                        environment,
                        new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)),
                        nowhere,
                        nowhere,
                        Instant.EPOCH));
    }

    @Test
    void shouldParseOrRefuseEveryMutatedCommandLine() {
        long seed = 11L;
        Random random = new Random(seed);
        List<String> names = List.copyOf(CompatFlags.names());
        int tried = 0;
        int parsed = 0;
        for (; tried < INPUTS; tried++) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                String name = names.get(random.nextInt(names.size()));
                byte[] word =
                        (random.nextBoolean() ? name : "a=b").getBytes(StandardCharsets.UTF_8);
                byte[] changed = random.nextInt(3) == 0 ? Mutations.mutate(word, random) : word;
                words.add(new String(changed, StandardCharsets.UTF_8));
            }
            try {
                CompatFlags flags = CompatFlags.parse(words);
                assertThat(CompatFlags.names()).containsAll(flags.values().keySet());
                parsed++;
            } catch (CompatFailure e) {
                assertThat(e.reason())
                        .as("seed %d, input %d", seed, tried)
                        .isEqualTo(CompatReason.USAGE);
            }
        }
        System.out.printf("compat arguments: %d tried (seed %d), %d parsed%n", tried, seed, parsed);
        assertThat(tried).isEqualTo(INPUTS);
        assertThat(parsed).isPositive();
    }
}
