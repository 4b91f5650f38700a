package io.gatehouse.adapter.liverouter.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AmountsShareTest {

    @Test
    void shouldShareAsExactArithmeticDoes() {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        int small = 0;
        int tried = 0;
        for (; tried < 20_000; tried++) {
            long whole = 1 + (random.nextLong() >>> 1 >>> random.nextInt(1, 62));
            long part = random.nextLong(whole + 1);
            long amount = random.nextLong() >>> 1 >>> random.nextInt(62);
            BigInteger product = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(part));
            small += product.bitLength() < 64 ? 1 : 0;
            BigInteger[] exact = product.divideAndRemainder(BigInteger.valueOf(whole));
            long down = exact[0].longValueExact();

            assertThat(Amounts.shareDown(amount, part, whole))
                    .as("seed %d try %d", seed, tried)
                    .isEqualTo(down);
            assertThat(Amounts.shareUp(amount, part, whole))
                    .as("seed %d try %d", seed, tried)
                    .isEqualTo(exact[1].signum() == 0 ? down : down + 1);
        }
        assertThat(tried).isEqualTo(20_000);
        assertThat(small).as("both ways were taken").isBetween(1_000, 19_000);
    }

    @Test
    void shouldShareAtTheEdges() {
        assertThat(Amounts.shareUp(Long.MAX_VALUE, 1, 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(Amounts.shareUp(Long.MAX_VALUE, 1, 2)).isEqualTo(Long.MAX_VALUE / 2 + 1);
        assertThat(Amounts.shareDown(Long.MAX_VALUE, 1, 2)).isEqualTo(Long.MAX_VALUE / 2);
        assertThat(Amounts.shareUp(0, 5, 7)).isZero();
        assertThatThrownBy(() -> Amounts.shareDown(Long.MAX_VALUE, 2, 1))
                .isInstanceOf(ArithmeticException.class);
    }
}
