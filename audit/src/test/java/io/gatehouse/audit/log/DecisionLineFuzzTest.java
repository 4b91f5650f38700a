package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.PAPER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.testkit.Mutations;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated decision logs and heads. Property: the strict verifier answers and passes no log but the
 * one that was sealed, to the last byte; a head that is read is written as the same bytes.
 *
 * <p>With the property {@code gatehouse.campaign} 100,000 inputs; some thousands without.
 */
class DecisionLineFuzzTest {

    private static final int INPUTS = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 5_000;

    @Test
    void shouldNeverThrowNorPassAMutatedLog() {
        long seed = 20261120L;
        Random random = new Random(seed);
        LogFixture.Log log =
                new LogFixture.Log(PAPER)
                        .seal(LogFixture.paperReady(1, LogFixture.NOON, 5), "owner", "compliance");
        byte[] decision = log.bytes();
        Optional<byte[]> head = Optional.of(log.head());
        DecisionLogVerifier verifier = new DecisionLogVerifier(LogFixture.context());
        int tried = 0;
        int unchanged = 0;
        for (; tried < INPUTS; tried++) {
            byte[] mutated = Mutations.mutate(decision, random);
            LogReport report = verifier.verify(PAPER, mutated, head);
            if (Arrays.equals(mutated, decision)) {
                unchanged++;
                assertThat(report.verdict()).isEqualTo(Verdict.PASS);
                continue;
            }
            assertThat(report.verdict())
                    .as("seed " + seed + " input " + tried)
                    .isEqualTo(Verdict.FAIL);
            assertThat(report.faults()).as("seed " + seed).isNotEmpty();
        }
        System.out.printf(
                "mutated inputs: decision lines (strict), tried %d, accepted 0, seed %d"
                        + " (%d left unchanged)%n",
                tried, seed, unchanged);
        assertThat(tried).isEqualTo(INPUTS);
        assertThat(unchanged).isLessThan(INPUTS / 10);
    }

    @Test
    void shouldReadOrRefuseEveryMutatedHead() {
        long seed = 3L;
        Random random = new Random(seed);
        byte[] start = LogFixture.paperLog(2, 0).head();
        int tried = 0;
        int read = 0;
        for (; tried < INPUTS; tried++) {
            byte[] mutated = Mutations.mutate(start, random);
            try {
                assertThat(LogHead.parse(mutated).fileBytes())
                        .as("seed " + seed)
                        .isEqualTo(mutated);
                read++;
            } catch (IllegalArgumentException e) {
                assertThat(e).as("seed " + seed).hasMessageNotContaining("Exception");
            }
        }
        System.out.printf(
                "mutated inputs: heads of decision logs, tried %d, accepted %d, seed %d"
                        + " (each written as the same bytes)%n",
                tried, read, seed);
        assertThat(tried).isEqualTo(INPUTS);
        assertThat(read).isPositive();
    }
}
