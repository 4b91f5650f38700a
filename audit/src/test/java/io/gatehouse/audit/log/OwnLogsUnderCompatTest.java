package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.PAPER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.compat.CompatInputs;
import io.gatehouse.audit.compat.CompatReason;
import io.gatehouse.audit.compat.CompatResult;
import io.gatehouse.audit.compat.CompatVerification;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.testkit.Mutations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that Gatehouse writes, before a verifier that behaves like the existing one. */
class OwnLogsUnderCompatTest {

    private static final int INPUTS = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 3_000;

    @TempDir private Path directory;

    @Test
    void shouldBeAcceptedWithTheOuterKeyAndTheSchema() throws IOException {
        byte[] log = LogFixture.paperLog(3, 0).bytes();

        assertThat(compat(log, "--hmac-key-id", "outer-1").exitCode()).isZero();
        for (String schema : List.of("decision_log_v2", "builtin:decision_log_v2")) {
            CompatResult result = compat(log, "--schema", schema);
            assertThat(result.reason()).as(result.toString()).isEqualTo(CompatReason.OK);
            assertThat(result.entries()).isEqualTo(split(log).size());
        }
    }

    @Test
    void shouldBeRefusedUnderAnotherKeyOrAnotherKeysName() throws IOException {
        byte[] log = LogFixture.paperLog(1, 0).bytes();
        Files.write(directory.resolve("other.key"), LogFixture.secret("engine-1"));

        assertThat(run(log, "--hmac-key-file", "other.key").reason())
                .isEqualTo(CompatReason.MAC_MISMATCH);
        assertThat(compat(log, "--expected-key-id", "outer-2").reason())
                .isEqualTo(CompatReason.KEY_ID_MISMATCH);
    }

    /** What makes its yes no evidence: three lies that it cannot see, and that strictness does. */
    @Test
    void shouldAcceptWhatTheStrictVerifierRefuses() throws IOException {
        List<byte[]> lines = split(LogFixture.paperLog(3, 0).bytes());
        Optional<byte[]> head = Optional.of(LogFixture.paperLog(3, 0).head());
        Map<String, byte[]> forged =
                Map.of(
                        "deleted", join(List.of(lines.get(0), lines.get(2))),
                        "reordered", join(List.of(lines.get(0), lines.get(2), lines.get(1))),
                        "replayed", join(List.of(lines.get(0), lines.get(1), lines.get(1))));

        for (Map.Entry<String, byte[]> forgery : forged.entrySet()) {
            assertThat(compat(forgery.getValue()).exitCode()).as(forgery.getKey()).isZero();
            assertThat(
                            new DecisionLogVerifier(LogFixture.context())
                                    .verify(PAPER, forgery.getValue(), head)
                                    .verdict())
                    .as(forgery.getKey())
                    .isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void shouldAnswerEveryMutatedLogAndStrictlyAcceptNone() throws IOException {
        long seed = 20261121L;
        Random random = new Random(seed);
        byte[] log = LogFixture.paperLog(2, 0).bytes();
        Optional<byte[]> head = Optional.of(LogFixture.paperLog(2, 0).head());
        DecisionLogVerifier strict = new DecisionLogVerifier(LogFixture.context());
        Files.write(directory.resolve("outer.key"), LogFixture.secret("outer-1"));
        int tried = 0;
        int leniently = 0;
        int unchanged = 0;
        for (; tried < INPUTS; tried++) {
            byte[] mutated = Mutations.mutate(log, random);
            boolean same = Arrays.equals(mutated, log);
            CompatResult compat = run(mutated, "--hmac-key-file", "outer.key");
            assertThat(compat.exitCode()).as("seed %d, input %d", seed, tried).isBetween(0, 2);
            assertThat(strict.verify(PAPER, mutated, head).verdict() == Verdict.PASS)
                    .as("seed %d, input %d", seed, tried)
                    .isEqualTo(same);
            leniently += compat.exitCode() == 0 && !same ? 1 : 0;
            unchanged += same ? 1 : 0;
        }
        System.out.printf(
                "mutated inputs: decision logs (strict and compatible), tried %d, accepted 0, seed"
                        + " %d (%d left unchanged, %d accepted by the compatible reading alone)%n",
                tried, seed, unchanged, leniently);
        assertThat(tried).isEqualTo(INPUTS);
        assertThat(leniently).isPositive();
    }

    private CompatResult compat(byte[] log, String... more) throws IOException {
        Files.write(directory.resolve("outer.key"), LogFixture.secret("outer-1"));
        List<String> arguments = new ArrayList<>(List.of("--hmac-key-file", "outer.key"));
        arguments.addAll(List.of(more));
        return run(log, arguments.toArray(String[]::new));
    }

    private CompatResult run(byte[] log, String... more) {
        List<String> arguments = new ArrayList<>(List.of("-"));
        arguments.addAll(List.of(more));
        return CompatVerification.run(
                arguments,
                new CompatInputs(
                        Map.of(),
                        new ByteArrayInputStream(log),
                        directory,
                        directory,
                        Instant.EPOCH));
    }

    private static List<byte[]> split(byte[] log) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < log.length; i++) {
            if (log[i] == '\n') {
                lines.add(Arrays.copyOfRange(log, start, i + 1));
                start = i + 1;
            }
        }
        return lines;
    }

    private static byte[] join(List<byte[]> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        lines.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
