package io.gatehouse.adapter.liverouter.dryrun;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Configurations and drills that the tests of this package share. */
final class Plans {

    static final String CONFIGURATION =
            """
            execution:
              live: {enabled: true, default_route: [binance_live, loopback_spot], latency_budget_ms: 60000}
            environments:
              binance_live:
                exchange: binance_spot
                environment: live
                required_permissions: [read, trade]
                forbidden_permissions: [withdraw]
                instrument_universe: core
              binance_paper: {exchange: binance_spot, environment: paper}
            instrument_universes:
              core:
                instruments:
                  BTC_USDT:
                    base_asset: BTC
                    quote_asset: USDT
                    exchanges: {binance_spot: BTCUSDT, loopback_spot: BTCUSDT, kraken_spot: XBTUSDT}
                  ADA_EUR:
                    base_asset: ADA
                    quote_asset: EUR
                    exchanges: {binance_spot: ADAEUR, loopback_spot: ADAEUR}
            """;

    private Plans() {}

    static DryRunTask task(String configuration) {
        return new DryRunTask(
                "config/core.yaml",
                configuration.getBytes(StandardCharsets.UTF_8),
                7,
                Map.of("gatehouse", "test"));
    }

    static Drill drill(String name, boolean holds) {
        return new Drill() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<DryRunCheck> run(List<WiredVenue> venues) {
                return List.of(
                        DryRunCheck.of(
                                holds, name, DryRunCode.DRILL_FAILED, name, "right", "wrong"));
            }
        };
    }

    static List<Drill> drills() {
        return List.of(drill("alert", true), drill("fallback", true), drill("kill", true));
    }
}
