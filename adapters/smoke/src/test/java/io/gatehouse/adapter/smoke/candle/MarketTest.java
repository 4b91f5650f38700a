package io.gatehouse.adapter.smoke.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.smoke.SmokeBench;
import org.junit.jupiter.api.Test;

class MarketTest {

    @Test
    void shouldKnowNothingBeyondACut() {
        Market market = SmokeBench.market(1, 100);
        Market cut = market.head(40);
        assertThat(cut.rows()).isEqualTo(40);
        assertThat(cut.candle(39, 2)).isEqualTo(market.candle(39, 2));
        assertThatThrownBy(() -> cut.close(40, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> cut.rows(0, 41)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(market.rows(10, 60).rows(5, 20).time(0)).isEqualTo(market.time(15));
    }

    @Test
    void shouldMakeEqualCandlesForEqualSeedsAlone() {
        assertThat(SmokeBench.market(1, 80).series()).isEqualTo(SmokeBench.market(1, 80).series());
        assertThat(SmokeBench.market(1, 80).series())
                .isNotEqualTo(SmokeBench.market(2, 80).series());
    }

    /** The bytes that this seed has always given: another Java must give them too. */
    @Test
    void shouldMakeTheCandlesThatItAlwaysMade() {
        byte[] bytes = CandleWriter.bytes(SmokeBench.market(42, 500).series().get(1));
        assertThat(io.gatehouse.core.digest.Digest.sha384(bytes).abbreviated())
                .isEqualTo("sha384:e07030a19237");
    }
}
