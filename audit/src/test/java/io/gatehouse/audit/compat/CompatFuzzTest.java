package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.testkit.Mutations;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes and words come in, an answer comes out. */
class CompatFuzzTest {

    private static final int INPUTS = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 5_000;

    private static final List<String> LINES =
            List.of(
                    "{\"kind\":\"metadata\",\"metadata\":{\"mode\":\"jsonl\",\"filters\":"
                            + "{\"severity_min\":\"info\",\"since\":\"2025-01-01\",\"limit\":3.5}}}",
                    "{\"kind\":\"snapshot\",\"event\":\"jank\",\"severity\":\"Error\",\"fps\":59.5e0,"
                            + "\"timestamp\":\"2025-08-18T14:25:04.5+02:00\",\"screen\":{\"index\":1}}",
                    "{\"a\":[1,-0,1e400,NaN,-Infinity,\"\\ud83d\\ude00\\udc00\",null,true]}",
                    "{\"signature\":{\"algorithm\":\"HMAC-SHA256\",\"value\":\"AAAA\"},\"x\":1}",
                    "{\"timestamp\":\"2025-W34-1\",\"stage\":\"paper\",\"status\":\"paper_ready\","
                            + "\"artefacts\":{\"a\":1},\"runtime_flags\":{\"b\":true},"
                            + "\"signatures\":{\"owner\":\"hmac:abc\"}}");

    private static final List<List<String>> WORDS =
            List.of(
                    List.of("-", "--allow-unsigned"),
                    List.of("-", "--allow", "--max-event-count", "jank=2", "--report-output=-"),
                    List.of("-", "--allow", "--schema", "decision_log_v2"),
                    List.of("-", "--allow", "--expect-filter", "limit=3.5", "--expect-mode=jsonl"),
                    List.of("-", "--hmac-key", "secret", "--risk-profile", "aggressive"));

    @Test
    void shouldAnswerEveryMutatedLogAndCommandLine() {
        long seed = 20261121L;
        Random random = new Random(seed);
        Map<CompatReason, Integer> answers = new EnumMap<>(CompatReason.class);
        int tried = 0;
        for (; tried < INPUTS; tried++) {
            byte[] log = Mutations.mutate(log(random), random);
            List<String> words = new ArrayList<>(WORDS.get(random.nextInt(WORDS.size())));
            if (tried % 2 == 1) {
                mutateOne(words, random);
            }
            CompatResult result;
            try {
                result = CompatVerification.run(words, inputs(log));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", input " + tried, e);
            }
            assertThat(result.exitCode()).as("seed %d, input %d", seed, tried).isBetween(0, 3);
            answers.merge(result.reason(), 1, Integer::sum);
        }
        System.out.printf(
                "mutated inputs: logs of existing tools, tried %d, accepted %d, seed %d (%s)%n",
                tried, answers.get(CompatReason.OK), seed, answers);
        assertThat(tried).isEqualTo(INPUTS);
        assertThat(answers).containsKeys(CompatReason.OK, CompatReason.LINE_NOT_JSON);
    }

    private static byte[] log(Random random) {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i <= random.nextInt(3); i++) {
            log.append(LINES.get(random.nextInt(LINES.size()))).append('\n');
        }
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A path or a report may be named anything, so only other words are changed. */
    private static void mutateOne(List<String> words, Random random) {
        int at = 1 + random.nextInt(words.size() - 1);
        byte[] word = words.get(at).getBytes(StandardCharsets.UTF_8);
        String mutated = new String(Mutations.mutate(word, random), StandardCharsets.UTF_8);
        if (!mutated.startsWith("--rep")) {
            words.set(at, mutated);
        }
    }

    private static CompatInputs inputs(byte[] log) {
        Path nowhere = Path.of("target", "no-such-directory");
        return new CompatInputs(
                Map.of(), new ByteArrayInputStream(log), nowhere, nowhere, Instant.EPOCH);
    }

    /** What the strict reader admits, the lenient one reads to the same canonical bytes. */
    @Test
    void shouldReadWhatIsStrictlyValidToTheSameBytes() throws CompatFailure {
        long seed = 7L;
        Random random = new Random(seed);
        byte[] line =
                "{\"a\":[1,-5,\"za\\u017c\\u00f3\\\"\\n\\ud83d\\ude00\",null,{\"b\":true,\"c\":{}}],\"\":[]}"
                        .getBytes(StandardCharsets.UTF_8);
        int tried = 0;
        int admitted = 0;
        for (; tried < INPUTS; tried++) {
            byte[] mutated = Mutations.mutate(line, random);
            if (StrictJson.readSigned(mutated) instanceof JsonReading.Parsed parsed) {
                CompatValue lenient = CompatJson.read(new String(mutated, StandardCharsets.UTF_8));
                assertThat(CompatPrinter.canonical(lenient))
                        .as("seed %d, input %d", seed, tried)
                        .isEqualTo(CanonicalJson.bytes(parsed.value()));
                admitted++;
            }
        }
        System.out.printf(
                "mutated inputs: JSON read strictly and leniently, tried %d, accepted %d, seed"
                        + " %d%n",
                tried, admitted, seed);
        assertThat(tried).isEqualTo(INPUTS);
        assertThat(admitted).isPositive();
    }
}
