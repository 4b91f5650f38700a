package io.gatehouse.adapter.risklabs.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.core.digest.Digest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticMarketTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Bars bars(long seed, String symbol, int count) {
        return SyntheticMarket.bars(seed, symbol, HOUR, MarketFixture.START, count);
    }

    @Test
    void shouldMakeTheSameSeriesForTheSameSeedAndNoOther() {
        assertThat(bars(1, "BTCUSDT", 500)).isEqualTo(bars(1, "BTCUSDT", 500));
        assertThat(bars(1, "BTCUSDT", 500)).isNotEqualTo(bars(2, "BTCUSDT", 500));
        assertThat(bars(1, "BTCUSDT", 500).close()).isNotEqualTo(bars(1, "ETHUSDT", 500).close());
    }

    @Test
    void shouldBeginALongSeriesWithTheShortOne() {
        assertThat(bars(3, "X", 1_000).slice(0, 100)).isEqualTo(bars(3, "X", 100));
    }

    /** The same bits on every runtime: the digest was taken once. */
    @Test
    void shouldMakeTheBitsThatItAlwaysMade() {
        Bars bars = bars(42, "BTCUSDT", 1_000);
        ByteBuffer bytes = ByteBuffer.allocate(8 * 5 * bars.size());
        for (double[] column :
                List.of(bars.open(), bars.high(), bars.low(), bars.close(), bars.volume())) {
            for (double value : column) {
                bytes.putDouble(value);
            }
        }

        assertThat(Digest.sha384(bytes.array()).abbreviated()).isEqualTo("sha384:0c317efc2c7b");
    }

    @Test
    void shouldHaveTheVolatilityThatItSays() {
        Bars bars = bars(5, "X", 200_000);
        double squares = 0;
        for (int i = 1; i < bars.size(); i++) {
            double move = StrictMath.log(bars.close()[i] / bars.close()[i - 1]);
            squares += move * move;
        }
        double yearly = Math.sqrt(squares / (bars.size() - 1) * 365 * 24);

        assertThat(yearly).isCloseTo(0.6, within(0.02));
    }

    @Test
    void shouldSayThatItIsMadeUp() {
        MarketData data =
                SyntheticMarket.market(1, List.of("A", "B"), HOUR, MarketFixture.START, 10);

        assertThat(data.synthetic()).isTrue();
        assertThat(data.instruments().values()).allMatch(MarketData.Instrument::synthetic);
        assertThat(data.sources()).isEmpty();
    }

    @Test
    void shouldRefuseACountOutOfReach() {
        assertThatThrownBy(() -> bars(1, "X", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bars(1, "X", 2_000_001))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
