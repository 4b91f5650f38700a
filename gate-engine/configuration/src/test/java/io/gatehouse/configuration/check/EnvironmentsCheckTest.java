package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class EnvironmentsCheckTest {

    private static final ConfigCheck CHECK = new EnvironmentsCheck();

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
            """)
                .findsNothing();
    }

    @Test
    void shouldFindField() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: paper
                data_cache_path: d
                risk_profile: r
            """)
                .finds(EnvironmentsCheck.FIELD, "environments.a", 3);
    }

    @Test
    void shouldFindKind() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: demo
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            """)
                .finds(EnvironmentsCheck.KIND, "environments.a.environment", 4);
    }

    @Test
    void shouldFindProfile() {
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
            """)
                .with(ConfigProfile.DEMO)
                .finds(EnvironmentsCheck.PROFILE, "environments", 0);
    }

    @Test
    void shouldFindProfileAbsent() {
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
            """)
                .with(ConfigProfile.LIVE)
                .findsAll(EnvironmentsCheck.PROFILE, EnvironmentsCheck.ABSENT);
    }
}
