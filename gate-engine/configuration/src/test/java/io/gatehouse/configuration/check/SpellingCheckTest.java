package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class SpellingCheckTest {

    private static final ConfigCheck CHECK = new SpellingCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles: {r: {max_leverage: 1, own_key: 2}}
            my_own_section: 1
            """)
                .findsNothing();
    }

    @Test
    void shouldFindMisspelt() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_los_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            """)
                .finds(SpellingCheck.MISSPELT, "risk_profiles.r.max_daily_los_pct", 3);
    }

    @Test
    void shouldFindMisspeltInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            runtim: {}
            """)
                .finds(SpellingCheck.MISSPELT, "runtim", 1);
    }

    @Test
    void shouldFindMisspeltInAThirdForm() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                live_readiness:
                  documents:
                    - shaa256: x
            """)
                .finds(
                        SpellingCheck.MISSPELT,
                        "environments.a.live_readiness.documents[0].shaa256",
                        5);
    }
}
