package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.PAPER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.testing.Mutations;
import io.gatehouse.core.rule.Verdict;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionLineFuzzTest {

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
        for (; tried < 10_000; tried++) {
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
        System.out.printf("DecisionLine fuzz: %d tried, %d unchanged%n", tried, unchanged);
        assertThat(tried).isEqualTo(10_000);
        assertThat(unchanged).isLessThan(1_000);
    }

    @Test
    void shouldReadOrRefuseEveryMutatedHead() {
        long seed = 3L;
        Random random = new Random(seed);
        byte[] start = LogFixture.paperLog(2, 0).head();
        int tried = 0;
        int read = 0;
        for (; tried < 20_000; tried++) {
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
        System.out.printf("LogHead fuzz: %d tried, %d still heads%n", tried, read);
        assertThat(tried).isEqualTo(20_000);
        assertThat(read).isPositive();
    }
}
