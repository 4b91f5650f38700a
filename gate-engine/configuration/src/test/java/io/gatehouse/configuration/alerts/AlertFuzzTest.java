package io.gatehouse.configuration.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutated rule files and expressions: read or refused with a finding, never an exception. */
class AlertFuzzTest {

    private static final int RUNS = Boolean.getBoolean("gatehouse.campaign") ? 200_000 : 4_000;

    private static final List<String> WORDS =
            List.of(
                    "(",
                    ")",
                    "{",
                    "}",
                    "[5m]",
                    "sum by (le)",
                    "rate",
                    "live_breaker_open",
                    "and",
                    "or",
                    "unless",
                    "1e9",
                    "-",
                    ">",
                    "==",
                    "\"",
                    "'",
                    "histogram_quantile(0.9,",
                    "le=~\".*\"",
                    ",",
                    "/",
                    "0s",
                    "\u017c",
                    "\0",
                    "bool");

    @Test
    void shouldNeverThrowForAnExpression() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        Random random = new Random(seed);
        int parsed = 0;
        for (int i = 0; i < RUNS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(14); n >= 0; n--) {
                text.append(WORDS.get(random.nextInt(WORDS.size())))
                        .append(random.nextBoolean() ? " " : "");
            }
            try {
                if (PromParser.parse(text.toString()) instanceof PromParsing.Parsed p) {
                    parsed++;
                    ExpressionCheck.of(
                            "A",
                            p.expression(),
                            LiveMetricCatalogue.standard(),
                            Duration.ofSeconds(15));
                    Watched.of(p.expression());
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " run " + i + ": " + text, e);
            }
        }
        assertThat(parsed).isBetween(10, RUNS);
    }

    @Test
    void shouldNeverThrowForAFileAndNeverLoseAnAlertSilently() throws Exception {
        long seed = Long.getLong("gatehouse.seed", 20_261_123L);
        Random random = new Random(seed);
        byte[] sound = AlertsCheckTest.shipped().getBytes(UTF_8);
        int alerts = AlertReader.ruleFile("f", sound).rules().size();
        int tried = 0;
        int refused = 0;
        for (int i = 0; i < RUNS / 4; i++) {
            byte[] bytes = mutated(sound, random);
            try {
                AlertReading reading = AlertReader.ruleFile("f", bytes);
                AlertReader.configuration("f", bytes);
                AlertsCheck check =
                        AlertsCheck.of(
                                List.of(reading),
                                LiveMetricCatalogue.standard(),
                                Duration.ofSeconds(15));
                if (reading.rules().size() < alerts - 4) {
                    assertThat(check.findings()).as("seed %s run %s", seed, i).isNotEmpty();
                }
                refused += check.findings().isEmpty() ? 0 : 1;
                check.findings().forEach(AlertFuzzTest::printable);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " run " + i, e);
            }
            tried++;
        }
        assertThat(tried).isEqualTo(RUNS / 4);
        assertThat(refused).isGreaterThan(tried / 4);
    }

    private static void printable(Finding finding) {
        assertThat(finding.observed().chars().noneMatch(c -> c < 0x20)).isTrue();
    }

    private static byte[] mutated(byte[] sound, Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : sound) {
            bytes.add(b);
        }
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(4)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.remove(at);
                case 2 -> bytes.add(at, (byte) ("{}[]:-\n \"'#&*!0a".charAt(random.nextInt(16))));
                default ->
                        bytes.subList(at, Math.min(bytes.size(), at + random.nextInt(60))).clear();
            }
        }
        byte[] out = new byte[bytes.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes.get(i);
        }
        return out;
    }
}
