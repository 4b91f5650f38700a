package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class LiveRoutingCheckTest {

    private static final ConfigCheck CHECK = new LiveRoutingCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: paper
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            runtime:
              live_routing:
                enabled: true
                default_route: [x]
                latency_histogram_buckets: [0.1, 0.5]
            """)
                .findsNothing();
    }

    @Test
    void shouldFindRoute() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: paper
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            runtime:
              live_routing:
                enabled: true
            """)
                .finds(LiveRoutingCheck.ROUTE, "runtime.live_routing", 10);
    }

    @Test
    void shouldFindDuplicate() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: paper
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            runtime:
              live_routing:
                enabled: true
                default_route: [x, x]
            """)
                .finds(LiveRoutingCheck.DUPLICATE, "runtime.live_routing.default_route[1]", 11);
    }

    @Test
    void shouldFindBuckets() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: paper
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            runtime:
              live_routing:
                enabled: true
                default_route: [x]
                latency_histogram_buckets: [0.5, 0.5]
            """)
                .finds(
                        LiveRoutingCheck.BUCKETS,
                        "runtime.live_routing.latency_histogram_buckets[1]",
                        12);
    }

    @Test
    void shouldFindExchange() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: paper
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            runtime:
              live_routing:
                enabled: true
                default_route: [x]
                route_overrides: {BTC: [y]}
            """)
                .finds(
                        LiveRoutingCheck.EXCHANGE,
                        "runtime.live_routing.route_overrides.BTC[0]",
                        12);
    }
}
