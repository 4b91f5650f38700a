package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class AlertChannelsCheckTest {

    private static final ConfigCheck CHECK = new AlertChannelsCheck();

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
                alert_channels: ["email:ops"]
            alerts: {email_channels: {ops: {}}}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindInvalid() {
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
                alert_channels: ["email:ops"]
            """)
                .finds(AlertChannelsCheck.INVALID, "environments.a.alert_channels[0]", 8);
    }

    @Test
    void shouldFindInvalidInAnotherForm() {
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
                alert_channels: [ops]
            alerts: {email_channels: {ops: {}}}
            """)
                .finds(AlertChannelsCheck.INVALID, "environments.a.alert_channels[0]", 8);
    }

    @Test
    void shouldFindInvalidInAThirdForm() {
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
                alert_channels: ["fax:ops"]
            alerts: {email_channels: {ops: {}}}
            """)
                .finds(AlertChannelsCheck.INVALID, "environments.a.alert_channels[0]", 8);
    }

    @Test
    void shouldFindSilent() {
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
                .finds(AlertChannelsCheck.SILENT, "environments.a", 3);
    }
}
