package io.gatehouse.adapter.liverouter.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldAllowABurstAndThenItsRate() {
        TokenBucket bucket = new TokenBucket(10, 3, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.available(0)).isTrue();
            bucket.take(0);
        }
        assertThat(bucket.available(SECOND / 10 - 1)).isFalse();
        assertThat(bucket.available(SECOND / 10)).isTrue();
    }

    @Test
    void shouldNeverAllowMoreThanBurstAndRateInAnyTime() {
        long seed = 99;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int rate = random.nextInt(1, 2_000);
            int burst = random.nextInt(1, 50);
            long start = random.nextLong();
            TokenBucket bucket = new TokenBucket(rate, burst, start);
            long passed = 0;
            long taken = 0;
            for (int i = 0; i < 500; i++) {
                passed += random.nextLong(SECOND / rate * 2);
                if (bucket.available(start + passed)) {
                    bucket.take(start + passed);
                    taken++;
                }
                assertThat(taken)
                        .as("seed %d, round %d", seed, round)
                        .isLessThanOrEqualTo(
                                burst + passed / SECOND * rate + passed % SECOND * rate / SECOND);
            }
            assertThat(taken).isGreaterThan(100);
        }
    }
}
