package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every rule that parses evidence, over mutated evidence: an answer, and never PASS for garbage.
 */
class HostileEvidenceTest {

    private static final String MARKS = "{}[]\":,\n\\&*!#-";

    private record Target(String rule, Map<String, ?> parameters, String seed) {}

    private static final List<Target> TARGETS =
            List.of(
                    new Target(
                            "report-verdict",
                            Map.of("artefact", "a", "member", "p[].status", "equals", "PASS"),
                            "{\"p\":[{\"status\":\"FAIL\"},{\"status\":\"PASS\"}]}"),
                    new Target(
                            "report-verdict",
                            Map.of(
                                    "artefact",
                                    "a",
                                    "member",
                                    "s",
                                    "equals",
                                    "PASS",
                                    "format",
                                    "jsonl"),
                            "{\"s\":\"PASS\"}\n{\"s\":\"FAIL\"}\n"),
                    new Target(
                            "ci-run",
                            Map.of("artefact", "a", "workflow", "w"),
                            "{\"payload\":{},\"signature\":{}}"),
                    new Target(
                            "pull-request",
                            Map.of("artefact", "a"),
                            "{\"payload\":{\"kind\":\"pull-request\"},\"signature\":{\"algorithm\":\"Ed25519\"}}"),
                    new Target(
                            "licence-registry",
                            Map.of("registry", "a", "profiles", List.of("paper")),
                            "{\"payload\":{\"fingerprint\":\"X\"},\"signature\":{}}\n"),
                    new Target(
                            "digest-matches",
                            Map.of(
                                    "require",
                                    "sha384",
                                    "artefacts",
                                    List.of("b"),
                                    "reference",
                                    "a",
                                    "member",
                                    "d"),
                            "{\"d\":\"sha384:00\"}"),
                    new Target(
                            "mtls-bundle",
                            Map.of(
                                    "ca",
                                    "a",
                                    "server",
                                    "a",
                                    "client",
                                    "a",
                                    "metadata",
                                    "a",
                                    "registry",
                                    "a"),
                            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
                    new Target(
                            "release-identified",
                            Map.of("manifest", "a"),
                            "{\"bundle_sha384\":\"00\"}"),
                    new Target(
                            "config-lineage",
                            Map.of(
                                    "artefact",
                                    "a",
                                    "admitted-to",
                                    "PAPER",
                                    "may-change",
                                    List.of("x"),
                                    "sign-off",
                                    List.of("owner")),
                            "x: 1\ny: {z: [1, 2]}\n"));

    @Test
    void shouldAnswerWhateverTheBytesAre() {
        long seed = 20261120L;
        Random random = new Random(seed);
        int tried = 0;
        for (int round = 0; round < 400; round++) {
            for (Target target : TARGETS) {
                byte[] bytes = mutate(target.seed().getBytes(UTF_8), random);
                Bench bench =
                        new Bench().file("b", "b").file("a", bytes, Bench.NOW.minusSeconds(60));
                bench.admitted.put(
                        Environment.PAPER,
                        bench.observation(
                                "a", "x: 1\n".getBytes(UTF_8), Bench.NOW.minusSeconds(9)));
                RuleResult result = bench.run(target.rule(), target.parameters());
                String input =
                        "seed "
                                + seed
                                + ", input "
                                + tried
                                + ": "
                                + target.rule()
                                + " "
                                + new String(bytes, UTF_8);
                boolean mayPass = target.rule().equals("report-verdict");
                assertThat(mayPass || result.verdict() != Verdict.PASS).as(input).isTrue();
                tried++;
            }
        }
        assertThat(tried).isEqualTo(400 * TARGETS.size());
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(5); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, at);
                case 2 -> bytes[at] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
                default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }
}
