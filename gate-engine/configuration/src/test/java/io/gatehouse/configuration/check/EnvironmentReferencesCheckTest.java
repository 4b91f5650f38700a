package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class EnvironmentReferencesCheckTest {

    private static final ConfigCheck CHECK = new EnvironmentReferencesCheck();

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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            """)
                .findsNothing();
    }

    @Test
    void shouldFindUniverse() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                instrument_universe: u
            """)
                .finds(
                        EnvironmentReferencesCheck.UNIVERSE,
                        "environments.a.instrument_universe",
                        17);
    }

    @Test
    void shouldFindNoSymbol() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                instrument_universe: u
            instrument_universes: {u: {instruments: {B: {exchanges: {y: B}}}}}
            """)
                .finds(
                        EnvironmentReferencesCheck.NO_SYMBOL,
                        "environments.a.instrument_universe",
                        17);
    }

    @Test
    void shouldFindStrategyMissing() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            strategies: {s: {}}
            """)
                .finds(EnvironmentReferencesCheck.STRATEGY_MISSING, "environments.a", 12);
    }

    @Test
    void shouldFindStrategyUnknown() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                default_strategy: z
            """)
                .finds(
                        EnvironmentReferencesCheck.STRATEGY_UNKNOWN,
                        "environments.a.default_strategy",
                        17);
    }

    @Test
    void shouldFindControllerMissing() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            runtime: {controllers: {c: {}}}
            """)
                .finds(EnvironmentReferencesCheck.CONTROLLER_MISSING, "environments.a", 12);
    }

    @Test
    void shouldFindControllerUnknown() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                default_controller: z
            """)
                .finds(
                        EnvironmentReferencesCheck.CONTROLLER_UNKNOWN,
                        "environments.a.default_controller",
                        17);
    }

    @Test
    void shouldFindOverlap() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                required_permissions: [Trade]
                forbidden_permissions: [trade]
            """)
                .finds(
                        EnvironmentReferencesCheck.OVERLAP,
                        "environments.a.required_permissions[0]",
                        17);
    }

    @Test
    void shouldFindOverlapInAnotherForm() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                permission_profile: p
            permission_profiles: {p: {required_permissions: [trade], forbidden_permissions: [trade]}}
            """)
                .finds(
                        EnvironmentReferencesCheck.OVERLAP,
                        "permission_profiles.p.required_permissions[0]",
                        18);
    }

    @Test
    void shouldFindPermissionProfile() {
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
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                permission_profile: p
            """)
                .finds(
                        EnvironmentReferencesCheck.PERMISSION_PROFILE,
                        "environments.a.permission_profile",
                        17);
    }

    @Test
    void shouldFindZero() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: 2.0
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            """)
                .finds(EnvironmentReferencesCheck.ZERO, "environments.a.risk_profile", 16);
    }
}
