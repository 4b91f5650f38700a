package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class ExecutionLiveCheckTest {

    private static final ConfigCheck CHECK = new ExecutionLiveCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            execution:
              live:
                enabled: false
            """)
                .findsNothing();
    }

    @Test
    void shouldFindMissing() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            """)
                .with(ConfigProfile.LIVE)
                .finds(ExecutionLiveCheck.MISSING, "execution", 0);
    }

    @Test
    void shouldFindEarly() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            execution:
              live:
                enabled: true
                default_route: [x]
            """)
                .with(ConfigProfile.PAPER)
                .finds(ExecutionLiveCheck.EARLY, "execution.live", 10);
    }

    @Test
    void shouldFindOff() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            execution:
              live:
                enabled: false
            """)
                .with(ConfigProfile.LIVE)
                .finds(ExecutionLiveCheck.OFF, "execution.live", 10);
    }

    @Test
    void shouldFindRoute() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            execution:
              live:
                enabled: true
            """)
                .with(ConfigProfile.LIVE)
                .finds(ExecutionLiveCheck.ROUTE, "execution.live", 10);
    }

    @Test
    void shouldFindMode() {
        Probe.of(
                        CHECK,
                        """
            execution: {default_mode: fast}
            """)
                .finds(ExecutionLiveCheck.MODE, "execution.default_mode", 1);
    }
}
