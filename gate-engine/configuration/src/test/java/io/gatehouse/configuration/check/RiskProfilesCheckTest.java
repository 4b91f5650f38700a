package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class RiskProfilesCheckTest {

    private static final ConfigCheck CHECK = new RiskProfilesCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            """)
                .findsNothing();
    }

    @Test
    void shouldFindNegative() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: -2
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            """)
                .finds(RiskProfilesCheck.NEGATIVE, "risk_profiles.r.max_leverage", 6);
    }

    @Test
    void shouldFindBucket() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
                instrument_buckets: [none]
            """)
                .finds(RiskProfilesCheck.BUCKET, "risk_profiles.r.instrument_buckets[0]", 10);
    }

    @Test
    void shouldFindMissing() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            """)
                .finds(RiskProfilesCheck.MISSING, "risk_profiles.r", 3);
    }

    @Test
    void shouldFindAboveOne() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 3
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            """)
                .finds(RiskProfilesCheck.ABOVE_ONE, "risk_profiles.r.max_position_pct", 4);
    }

    @Test
    void shouldFindOrder() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.5
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            """)
                .finds(RiskProfilesCheck.ORDER, "risk_profiles.r.max_daily_loss_pct", 3);
    }

    @Test
    void shouldFindAllocation() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
                strategy_allocations: {a: 0.7, b: 0.4}
            """)
                .finds(RiskProfilesCheck.ALLOCATION, "risk_profiles.r.strategy_allocations", 10);
    }

    @Test
    void shouldFindAllocationInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
                strategy_allocations: {a: 1e999}
            """)
                .finds(RiskProfilesCheck.ALLOCATION, "risk_profiles.r.strategy_allocations", 10);
    }
}
