package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class UniversesCheckTest {

    private static final ConfigCheck CHECK = new UniversesCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            instrument_universes:
              u:
                instruments:
                  BTC:
                    backfill:
                      - {interval: 15m, lookback_days: 9}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindSuffix() {
        Probe.of(
                        CHECK,
                        """
            instrument_universes:
              u:
                instruments:
                  BTC:
                    backfill:
                      - {interval: 30s, lookback_days: 9}
            """)
                .finds(
                        UniversesCheck.SUFFIX,
                        "instrument_universes.u.instruments.BTC.backfill[0].interval",
                        6);
    }

    @Test
    void shouldFindSuffixInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            instrument_universes:
              u:
                instruments:
                  BTC:
                    backfill:
                      - {interval: 0m, lookback_days: 9}
            """)
                .finds(
                        UniversesCheck.SUFFIX,
                        "instrument_universes.u.instruments.BTC.backfill[0].interval",
                        6);
    }

    @Test
    void shouldFindLookback() {
        Probe.of(
                        CHECK,
                        """
            instrument_universes:
              u:
                instruments:
                  BTC:
                    backfill:
                      - {interval: 15m, lookback_days: 0}
            """)
                .finds(
                        UniversesCheck.LOOKBACK,
                        "instrument_universes.u.instruments.BTC.backfill[0].lookback_days",
                        6);
    }
}
