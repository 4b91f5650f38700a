package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class BucketsCheckTest {

    private static final ConfigCheck CHECK = new BucketsCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            instrument_universes:
              u: {instruments: {BTC: {exchanges: {x: BTC}}}}
            instrument_buckets:
              b:
                universe: u
                symbols: [BTC]
                max_position_pct: 0.1
            """)
                .findsNothing();
    }

    @Test
    void shouldFindUniverse() {
        Probe.of(
                        CHECK,
                        """
            instrument_universes:
              u: {instruments: {BTC: {exchanges: {x: BTC}}}}
            instrument_buckets:
              b:
                universe: w
                symbols: [BTC]
                max_position_pct: 0.1
            """)
                .finds(BucketsCheck.UNIVERSE, "instrument_buckets.b.universe", 5);
    }

    @Test
    void shouldFindNegative() {
        Probe.of(
                        CHECK,
                        """
            instrument_universes:
              u: {instruments: {BTC: {exchanges: {x: BTC}}}}
            instrument_buckets:
              b:
                universe: u
                symbols: [BTC]
                max_position_pct: -0.1
            """)
                .finds(BucketsCheck.NEGATIVE, "instrument_buckets.b.max_position_pct", 7);
    }

    @Test
    void shouldFindSymbol() {
        Probe.of(
                        CHECK,
                        """
            instrument_universes:
              u: {instruments: {BTC: {exchanges: {x: BTC}}}}
            instrument_buckets:
              b:
                universe: u
                symbols: [BTC, ETH]
                max_position_pct: 0.1
            """)
                .finds(BucketsCheck.SYMBOL, "instrument_buckets.b.symbols[1]", 6);
    }
}
